"""Sessions end in time, and nobody is sent to another site."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.ground.people import rules
from tsunagaru.ground.people.rules import End, SessionLimits

LIMITS = SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=12))
BEGAN = datetime(2026, 6, 1, tzinfo=UTC)
spans = st.timedeltas(timedelta(0), timedelta(days=2))
evil = st.text(alphabet="/\\.:@?#%\t\n evilcomjavscript-", max_size=30)


def end(seen, at):
    return rules.session_end(began_at=BEGAN, seen_at=BEGAN + seen, at=BEGAN + at, limits=LIMITS)


@given(seen=spans, more=spans)
def test_a_session_lasts_only_within_both_limits(seen, more):
    lasts = more < LIMITS.idle and seen + more < LIMITS.absolute
    assert (end(seen, seen + more) is None) == lasts


def test_the_absolute_end_comes_first():
    assert end(timedelta(0), timedelta(hours=13)) is End.ABSOLUTE
    assert end(timedelta(0), timedelta(hours=1)) is End.IDLE


def test_a_session_from_the_future_is_over():
    assert end(timedelta(0), timedelta(seconds=-1)) is End.ABSOLUTE


@given(address=evil | evil.map("/{}".format))
def test_a_safe_address_never_leaves_the_site(address):
    safe = rules.safe_next(address)
    here = urlsplit(urljoin("https://town.example/a/b/", safe))
    assert (here.scheme, here.netloc) == ("https", "town.example")


@given(path=st.from_regex(r"/[a-z0-9/?=&-]{0,50}", fullmatch=True))
def test_pages_of_this_site_are_kept(path):
    assert rules.safe_next(path) == (path if not path.startswith("//") else "")


@given(forged=st.text(max_size=40))
def test_without_our_own_proxy_nobody_chooses_an_address(forged):
    assert rules.client_address("203.0.113.9", forged, ()) == "203.0.113.9"


@given(forged=st.text(alphabet="0123456789., ", max_size=40))
def test_behind_our_proxies_only_the_last_unknown_hop_counts(forged):
    header = f"{forged},198.51.100.7,10.0.0.2"
    proxies = ("10.0.0.1", "10.0.0.2")
    assert rules.client_address("10.0.0.1", header, proxies) == "198.51.100.7"
