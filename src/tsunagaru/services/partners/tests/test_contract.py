"""The API keeps what its description says (OpenAPIとの一致), step after step and one by one.

Schemathesis makes requests from ``/api/openapi.json``, right ones and wrong ones, follows its
links, and holds every answer against it. All its checks are on.
"""

from collections import Counter

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from tsunagaru.engines.applications.testing import a_procedure
from tsunagaru.kernel import clock
from tsunagaru.services.partners.testing import a_token

pytestmark = pytest.mark.django_db
BOUNDS = settings(
    max_examples=25,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
# The questions are the town's, so which answers fit is said by each procedure's own ``form``.
FITS = ["2xx", "401", "403", "404", "409", "422"]
TOWN_SAYS = {"positive_data_acceptance": {"expected-statuses": FITS}}
EASY = [
    {
        "code": "all",
        "title": "全部",
        "fields": [
            {"code": "note", "kind": "text", "label": "メモ", "required": False},
            {"code": "photo", "kind": "file", "label": "写真", "required": False, "types": ["pdf"]},
        ],
    }
]
WANTED = {
    ("POST", "/api/procedures/{code}/applications", 201),
    ("GET", "/api/applications/{application}", 200),
    ("POST", "/api/applications/{application}/withdrawal", 200),
    ("GET", "/api/procedures/{code}", 200),
}


HEADERS = {"Accept-Encoding": "identity"}  # the client in the test unpacks nothing


@pytest.fixture
def one_connection():
    """Let requests end without closing the connection whose transaction the test undoes."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(settings, one_connection):
    settings.ALLOWED_HOSTS = ["*"]
    a_procedure(pages=EASY, name_field=None, email_field=None, parts=[])
    HEADERS["Authorization"] = f"Bearer {a_token(at=clock.now(), per_minute=1_000_000)}"
    config = SchemathesisConfig.from_dict({"checks": TOWN_SAYS})
    return schemathesis.openapi.from_wsgi(
        "/api/openapi.json", get_wsgi_application(), config=config
    )


def fitting(_, body):
    """Let right bodies fit the procedure, whose questions may all be left out."""
    right = isinstance(body, dict) and isinstance(body.get("answers"), dict)
    return {**body, "answers": {}} if right else body


def test_following_the_links_every_answer_is_as_described(described):
    seen: Counter[tuple[str, str, int]] = Counter()
    described.hook("map_body")(fitting)

    class Walk(described.as_state_machine()):  # type: ignore[misc]  # made by schemathesis
        def setup(self):
            self.before = transaction.savepoint()

        def teardown(self):
            transaction.savepoint_rollback(self.before)

        def get_call_kwargs(self, case):  # noqa: ARG002 - the library's signature
            return {"headers": HEADERS}

        def validate_response(self, response, case, **kwargs):  # noqa: ARG002 - likewise
            case.validate_response(response, headers=HEADERS, transport_kwargs={"headers": HEADERS})

        def after_call(self, response, case):
            seen[case.method, case.operation.full_path, response.status_code] += 1

    Walk.run(settings=BOUNDS)
    assert set(seen) >= WANTED, seen


OPERATIONS = (
    "list_procedures",
    "get_procedure",
    "issue_token",
    "submit_application",
    "upload_file",
    "get_application",
    "withdraw_application",
)


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        (name, mode)
        for name in OPERATIONS
        for mode in GenerationMode
        if (name, mode) != ("list_procedures", GenerationMode.NEGATIVE)  # it asks for nothing
    ],
)
def test_to_right_and_wrong_requests_every_answer_is_as_described(described, name, mode):
    operation = next(
        one.ok()
        for one in described.get_all_operations()
        if one.ok().definition.raw["operationId"].endswith(name)
    )

    seen: Counter[int] = Counter()

    @given(case=operation.as_strategy(mode))
    @settings(BOUNDS)
    def check(case):
        seen[case.call_and_validate(headers=HEADERS).status_code] += 1

    check()
    assert seen
    assert max(seen) < 500, seen


def test_no_operation_is_left_out(described):
    known = {one.ok().definition.raw["operationId"] for one in described.get_all_operations()}
    assert len(known) == len(OPERATIONS)
