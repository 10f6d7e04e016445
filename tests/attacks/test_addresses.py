"""Addresses, headers and methods that no browser would send."""

import pytest
from django.test import Client

from tests.attacks.tables import changed, snapshot
from tests.attacks.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.matrix]
PATHS = [
    "/",
    "/healthz",
    "/search/",
    "/plan/",
    "/sign-in/",
    "/me/",
    "/staff/",
    "/apply/dog/",
    "/api/procedures",
    "/api/openapi.json",
    "/nothing/",
    "/procedures/dog/",
    "/apply/dog/form.pdf",
]
HOSTS = [
    "evil.example",
    "localhost@evil.example",
    "localhost:80@evil.example",
    "localhost.evil.example",
    "localhost\x00",
    "localhost\r\nX: y",
    "[::1]evil",
    "",
    "a" * 300,
    "localhost#evil",
    "localhost/evil",
]
ODD_PATHS = [
    "/%00/",
    "/%ff%fe/",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//evil.example/",
    "/%0d%0aX:y/",
    "/plan/indicators/%00/",
    "/plan/indicators/%ED%A0%80/",
    "/plan/initiatives/" + "9" * 400 + "/",
    "/plan/initiatives/" + "9" * 5000 + "/",
    "/plan/initiatives/-1/",
    "/plan/about/%3Cscript%3E/",
    "/rate/dog/%00/",
    "/rate/dog/x~y/",
    "/rate/%F0%9F%98%80/x/",
    "/procedures/" + "a" * 5000 + "/",
    "/staff/cases/by-number/%00/",
    "/staff/cases/by-number/%27%20OR%201=1/",
    "/api/procedures/%00",
    "/static/%00",
    "/static/../settings.py",
    "/static/%2e%2e/%2e%2e/secret-key",
    "/apply/draft/x/owner/",
    "/applications/00000000-0000-0000-0000-00000000000g/",
    "/files/%00/",
    "/inbox/1/",
    "/ＭＥ/",
    "/me;a=b/",
    "/search/?page=%00",
    "/inbox/?page=-1",
    "/staff/cases/?page=" + "9" * 5000,
    "/staff/?page=x",
    "/staff/ledger/audit/?page=1e9",
    "/search/?" + "&".join(f"q{n}=1" for n in range(3000)),
    "/plan/?policy=%00",
    "/plan/?section=%27",
    "/staff/ledger/audit/?day=9999-99-99",
    "/search/?lang=%00",
    "/procedures/?life=%00",
    "/staff/procedures/?section=%00",
    "/sign-in/?why=%3Cscript%3E",
]
ROLES = ("anonymous", "resident_a", "head", "dx_office", "auditor")


@pytest.mark.parametrize("path", ODD_PATHS)
def test_an_odd_address_is_answered_in_plain_words(world: World, path):
    for role in ROLES:
        answer = world.client(role).generic("GET", path)
        assert answer.status_code < 500, (role, getattr(answer, "exc_info", None))
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        assert "<script>" not in text
        assert "Traceback" not in text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_days_like_others(world, day):
    answer = world.client("auditor").get("/staff/ledger/audit/", {"day": day})
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("host", HOSTS)
def test_a_strange_host_gets_no_page(host):
    for path in PATHS:
        answer = Client(raise_request_exception=False).get(path, HTTP_HOST=host)
        assert answer.status_code == 400, path
        assert "evil" not in answer.content.decode()


def test_no_answer_believes_a_forwarded_host(world):
    headers = {
        "HTTP_X_FORWARDED_HOST": "evil.example",
        "HTTP_X_FORWARDED_PROTO": "gopher",
        "HTTP_X_ORIGINAL_URL": "/staff/",
        "HTTP_X_REWRITE_URL": "/staff/",
        "HTTP_FORWARDED": "host=evil.example",
        "HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE",
    }
    for role in ROLES:
        for path in [*PATHS, f"/applications/{world.application}/"]:
            answer = world.client(role).get(path, **headers)
            assert answer.status_code < 500
            assert b"evil.example" not in (b"" if answer.streaming else answer.content)
            assert "evil" not in answer.get("Location", "")


def test_personal_pages_are_kept_by_no_cache(world):
    for role in ("resident_a", "head", "auditor"):
        client = world.client(role)
        for path in world.paths()[role]:
            assert "no-store" in client.get(path).get("Cache-Control", ""), path
    for path in (f"/files/{world.file}/", f"/applications/{world.application}/receipt.pdf"):
        assert "no-store" in world.client("resident_a").get(path).get("Cache-Control", "")


def test_a_draft_begun_without_signing_in_is_kept_by_no_cache(world):
    client = Client()
    page = client.post("/apply/dog/")["Location"]
    assert "no-store" in client.get(page).get("Cache-Control", "")


def test_looking_changes_nothing(world):
    allowed = {"ledger_event+", "ledger_delivery+", "ledger_chain", "messaging_notice.read_at"}
    for method in ("GET", "HEAD", "OPTIONS"):
        for role, paths in world.paths().items():
            client = world.client(role)
            before = snapshot()
            for path in paths:
                client.generic(method, path)
            found = {one for one in changed(before, snapshot()) if not one.startswith("ledger_")}
            assert found <= allowed, (method, role, found)


def test_a_method_cannot_be_smuggled_in(world):
    clients = {role: world.client(role) for role in world.paths()}
    before = snapshot()
    smuggled = {"_method": "DELETE", "_HTTP_METHOD": "PUT"}
    for role, client in clients.items():
        for path in world.paths()[role]:
            for method in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
                answer = client.generic(method, path, HTTP_X_HTTP_METHOD_OVERRIDE="POST")
                assert answer.status_code in {404, 405}, (method, path, answer.status_code)
    world.client("anonymous").post("/healthz", smuggled)
    assert not {one for one in changed(before, snapshot()) if not one.startswith("ledger_")}


CHARSETS = (
    "utf-7",
    "utf-16",
    "rot13",
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "shift_jis",
)


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_form_in_another_encoding_is_refused_and_keeps_nothing(world, kind, charset):
    body = b'--b\r\nContent-Disposition: form-data; name="town"\r\n\r\n+2AA-\r\n--b--\r\n'
    client = world.client("resident_a")
    before = snapshot()
    answer = client.generic("POST", "/me/edit/", body, f"{kind}; charset={charset}")
    assert answer.status_code == 400
    assert "読み取れませんでした" in answer.content.decode()
    assert changed(before, snapshot()) == set()


BROKEN = {
    "no boundary": ("multipart/form-data", b"x"),
    "bad boundary": ("multipart/form-data; boundary=\xff", b"x"),
    "cut off": (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="a',
    ),
    "bad base64": (
        "multipart/form-data; boundary=b",
        (
            b'--b\r\nContent-Disposition: form-data; name="a"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--\r\n"
        ),
    ),
    "json": ("application/json", b'{"town": {"$ne": 1}}'),
    "xml": ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    "fields": ("application/x-www-form-urlencoded", b"a=1&" * 2500),
    "headers": ("multipart/form-data; boundary=b", b"--b\r\n" + b"X: " + b"y" * 9000 + b"\r\n\r\n"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_body_is_never_a_crash(world, kind):
    content_type, body = BROKEN[kind]
    for role, path in (
        ("resident_a", "/me/edit/"),
        ("anonymous", "/sign-in/"),
        ("resident_a", f"/apply/draft/{world.draft}/owner/"),
        ("clerk", f"/staff/cases/{world.case}/note/"),
    ):
        answer = world.client(role).generic("POST", path, body, content_type)
        assert answer.status_code in {200, 302, 400, 422}, (path, getattr(answer, "exc_info", ""))


@pytest.mark.parametrize(
    "cookie",
    [
        'session="abcdefghij\\000"',
        "session=%00",
        'draft-0="\\000"',
        "csrftoken=" + "x" * 5000,
        "language=<script>",
        "theme=\xff",
        "session=" + "a" * 9000,
        "messages=x:y:z",
        "=;;=,",
    ],
)
def test_a_broken_cookie_is_never_a_crash(world, cookie):
    client = Client(raise_request_exception=False)
    for path in ("/", "/me/", f"/apply/draft/{world.draft}/owner/", "/staff/"):
        answer = client.get(path, HTTP_COOKIE=cookie)
        assert answer.status_code in {200, 302, 400, 404}, getattr(answer, "exc_info", "")
        assert b"<script>" not in answer.content
