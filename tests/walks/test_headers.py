"""What every answer carries (応答ヘッダー), and that no page breaks its own security policy."""

import re

import pytest

from tests.walks import filling
from tests.walks.steps import main_of, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
EVERYWHERE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
POLICY = ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
# What is about one person, or shows what somebody typed, may be kept by no cache.
PERSONAL = re.compile(
    r"^/(staff|my|me|inbox|applications|apply/draft|apply/done|apply/resume"
    r"|plan/staff|sign-in|sign-up|rate|files)/"
)
# Shown inside another page of the town, and nowhere else.
FRAMED = re.compile(r"^/staff/procedures/forms/[\w-]+/preview/sheet/")
FRAMED_POLICY = {"frame-ancestors 'none'": "frame-ancestors 'self'"}
LISTEN = """addEventListener("securitypolicyviolation", e =>
  console.error("CSP: " + e.violatedDirective + " " + e.blockedURI));"""
# The browser's own note on a 404 or 422 page; that a question was not waited for any longer.
HARMLESS = ("status of 4", "htmx:afterRequest", "htmx:sendAbort")


def missing_headers(answer):
    """Return which headers an answer lacks."""
    headers, path = answer.headers, "/" + answer.url.split("/", 3)[3]
    framed = bool(FRAMED.match(path))
    wanted = EVERYWHERE | ({"x-frame-options": "SAMEORIGIN"} if framed else {})
    lacking = [name for name, value in wanted.items() if headers.get(name) != value]
    rules = [FRAMED_POLICY.get(rule, rule) for rule in POLICY] if framed else POLICY
    policy = headers.get("content-security-policy", "")
    lacking += [rule for rule in rules if rule not in policy]
    if PERSONAL.match(path) and "no-store" not in headers.get("cache-control", ""):
        lacking.append("cache-control: no-store")
    return [f"{path.split('?')[0]}: {name}" for name in lacking]


class Watch:
    """What a page's answers lack, and what its browser complains of (応答ヘッダーの見張り)."""

    def __init__(self, page, site):
        self.site, self.said, self.lacking = site, [], set()
        page.add_init_script(LISTEN)
        page.on("console", lambda one: self.hear(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda error: self.hear(str(error)))
        page.on("response", self.look)

    def hear(self, text):
        """Note a complaint, unless it is harmless."""
        if not any(part in text for part in HARMLESS):
            self.said.append(text)

    def look(self, answer):
        """Note which headers an answer of the town lacks."""
        if answer.request.resource_type == "document" and answer.url.startswith(self.site):
            self.lacking.update(missing_headers(answer))


def test_what_somebody_fills_in_without_signing_in_is_kept_by_no_cache(phone):
    kept = {}
    phone.on("response", lambda one: kept.update({one.url: one.headers.get("cache-control", "")}))
    filling.begin(phone, "dog-registration")
    filling.fill_all(phone, "dog-registration")
    filling.hand_in(phone)
    drafts = {url: value for url, value in kept.items() if re.search("/apply/d(raft|one)/", url)}
    assert len(drafts) >= 5
    assert all("no-store" in value for value in drafts.values()), drafts


def test_a_missing_page_and_a_pdf_carry_the_headers_as_well(phone, accounts):
    sign_in(phone, accounts["hanako"])
    filling.begin(phone, "tax-certificate")
    filling.fill_all(phone, "tax-certificate")
    filling.hand_in(phone)
    address = main_of(phone).get_by_role("link", name="控えを保存").get_attribute("href")
    answers = [phone.request.get(one) for one in ("/no/such/page/", address, "/healthz")]
    assert [one.status for one in answers] == [404, 200, 200]
    assert [wrong for one in answers for wrong in missing_headers(one)] == []
