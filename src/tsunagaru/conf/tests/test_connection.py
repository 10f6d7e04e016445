"""A connection that is kept is known to stand, or to be gone, without asking the server."""

import psycopg
import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only"),
]


def test_a_connection_that_stands_is_not_asked():
    connection.ensure_connection()

    def refuse(_execute, sql, *_rest):
        pytest.fail(f"asked: {sql}")

    with connection.execute_wrapper(refuse):
        assert connection.is_usable()


def test_a_connection_the_server_has_ended_is_not_used_again():
    connection.ensure_connection()
    kept = connection.connection
    parameters = connection.get_connection_params()
    address = {name: parameters[name] for name in ("dbname", "user", "host", "port")}
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [kept.info.backend_pid])
    assert not connection.is_usable()
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
