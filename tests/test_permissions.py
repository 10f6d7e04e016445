"""Every address × every role × every method, against ``permissions.yaml`` (閲覧権限の検査).

An address missing in the table fails, and so does a row without its address. For whoever is not
named in a row, somebody else's object and a missing one must look exactly the same. A package
makes the objects of its addresses in ``testing.SPECIMENS``: a function of the cast per address,
returning the arguments of an existing object and of a missing one.

Every page is asked for on SQLite, and every other one on PostgreSQL again. PUT, PATCH and DELETE
are refused before any page runs where no row names them: each role asks by one of them in turn, on
SQLite, about the existing object.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import fields
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.specimens import SPECIMENS
from tsunagaru.conf.packages import rooms
from tsunagaru.ground.people.middleware import BEGAN, SEEN
from tsunagaru.ground.people.testing import Cast, a_cast, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import read_yaml

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]
TABLE: Any = read_yaml(
    "permissions.yaml", Path(__file__).with_name("permissions.yaml").read_bytes()
).data
PAGES, OTHERS = ("GET", "POST"), ("PUT", "PATCH", "DELETE")
NOT_FOUND, NOT_ALLOWED, REDIRECT = 404, 405, 302
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
STAFF = ("clerk", "other_clerk", "head", "dx_office", "cio", "auditor")
RESIDENTS = ("resident_a", "resident_b")
GROUPS = {
    "anyone": ("anonymous", *RESIDENTS, *STAFF),
    "signed_in": (*RESIDENTS, *STAFF),
    "residents": RESIDENTS,
    "staff": STAFF,
}
ROLES = GROUPS["anyone"]


def addresses(resolver: URLResolver | None = None, space: str = "", way: str = "") -> Iterator[Any]:
    """Yield the name (or the pattern, where nameless) of every address, with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = way + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner, here)
        elif isinstance(entry, URLPattern):
            yield (space + entry.name if entry.name else "/" + here), "<" in here


ADDRESSES = dict(addresses())


def specimens() -> dict[str, Any]:
    """Return the makers of objects of all packages, by address."""
    found: dict[str, Any] = dict(SPECIMENS)
    for module in rooms("testing"):
        found |= getattr(module, "SPECIMENS", {})
    return found


def allowed(row: dict[str, Any]) -> set[str]:
    """Return the roles a row names, groups spelled out."""
    return {role for name in row["open_to"] for role in GROUPS.get(name, (name,))}


def methods_of(address: str) -> set[str]:
    """Return the methods a row names."""
    return set(TABLE[address].get("methods", ["GET"]))


def urls_of(address: str, cast: Cast) -> tuple[str, str | None]:
    """Return the address of an existing object and of a missing one, if it is about objects."""
    query = TABLE[address].get("query", "")
    if not ADDRESSES[address]:
        return (address if address.startswith("/") else reverse(address)) + query, None
    maker = specimens().get(address)
    assert maker is not None, f"{address}: add a maker to SPECIMENS of the package's testing.py"
    there, missing = (reverse(address, kwargs=kwargs) + query for kwargs in maker(cast))
    return there, missing


def ask(client: Client, method: str, url: str, row: dict[str, Any]) -> tuple[int, str, str]:
    """Return status, place and body of an answer, without what differs between two addresses.

    Whatever the page did is undone.
    """
    with transaction.atomic():
        answer = client.generic(method, url, **_body(method, row))
        body = b"" if answer.streaming else answer.content
        transaction.set_rollback(True)
    text = TOKEN.sub("", body.decode(errors="replace"))
    place = answer.get("Location", "")
    for spelling in (url, quote(url, safe=""), quote(url), url.replace("&", "&amp;")):
        text, place = text.replace(spelling, "URL"), place.replace(spelling, "URL")
    return answer.status_code, place, text


def _body(method: str, row: dict[str, Any]) -> dict[str, Any]:
    if method == "GET":
        return {}
    return {"data": row.get("data", ""), "content_type": "application/x-www-form-urlencoded"}


def check_answer(address: str, method: str, role: str, answer: tuple[int, str, str]) -> None:
    """Hold an answer on an existing object against the table."""
    row = TABLE[address]
    status, place, _ = answer
    methods = methods_of(address)
    if role not in allowed(row):
        if role == "anonymous" and status == REDIRECT:
            assert place.startswith("/sign-in/"), place
        else:
            assert status in {row.get("refused", NOT_FOUND), NOT_ALLOWED}
    elif method not in methods:
        assert status == NOT_ALLOWED
    else:
        expected = row.get("answers", {}).get(method)
        assert status == expected if expected else status < NOT_FOUND


@pytest.fixture(scope="module")
def known(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """The cast that every test of this file finds as it was made."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_cast()
        transaction.set_rollback(True)


@pytest.fixture
def cast(known: Cast, db: None) -> Cast:
    """The cast, inside a transaction of this test."""
    return known


def clients_of(cast: Cast) -> dict[str, Client]:
    """Return a signed-in client for each role; after the objects, since rights end sessions."""
    people = {field.name: getattr(cast, field.name) for field in fields(cast)}
    return {"anonymous": Client(), **{role: signed_in(person) for role, person in people.items()}}


def signed_in(person: Any) -> Client:
    """Sign in and open a page before, so that not every answer that is undone notes it anew."""
    client = sign_in(Client(), person)
    session, now = client.session, int(clock.now().timestamp())
    session.update({BEGAN: now, SEEN: now})
    session.save()
    return client


def thorough() -> bool:
    """Tell whether this is the database on which everything is asked."""
    return connection.vendor == "postgresql"


def walks() -> Iterator[Any]:
    """Yield every address with what to ask it by, for one role after the other in turn."""
    sample = deque((*PAGES, one) for one in OTHERS)
    for number, address in enumerate(sorted(set(TABLE) & set(ADDRESSES))):
        sample.rotate()
        if methods_of(address) - set(PAGES):
            yield pytest.param(address, [(*PAGES, *OTHERS)], id=address)
        elif thorough():
            if number % 2:
                yield pytest.param(address, [PAGES], id=address)
        else:
            yield pytest.param(address, [*sample], id=address)


def test_the_table_has_a_row_for_every_address_and_no_other():
    rows = set(TABLE)
    assert set(ADDRESSES) - rows == set(), "addresses without a row in tests/permissions.yaml"
    assert rows - set(ADDRESSES) == set(), "rows without an address"


@pytest.mark.parametrize(("address", "turns"), list(walks()))
def test_a_page_opens_for_whom_the_table_names_and_for_nobody_else(cast, address, turns):
    there, missing = urls_of(address, cast)
    clients = clients_of(cast)
    for role, methods in zip(ROLES, cycle(turns), strict=False):
        for method in methods:
            answer = ask(clients[role], method, there, TABLE[address])
            where = f"{role} {method} {there}: {answer[0]} {answer[1]}"
            try:
                check_answer(address, method, role, answer)
            except AssertionError as error:
                pytest.fail(f"{where} {error}")
            if missing is None or not (thorough() or method in {*PAGES, *methods_of(address)}):
                continue
            gone = ask(clients[role], method, missing, TABLE[address])
            if role not in allowed(TABLE[address]):
                assert answer == gone, f"{where} differs from a missing object: {gone[:2]}"
            elif role != "anonymous" and method in methods_of(address):
                assert gone[0] == NOT_FOUND, f"{role} {method} {missing}: {gone[0]}, not 404"
