"""A changed way to sign in is told in the inbox as well as by e-mail (サインインの知らせ)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tsunagaru.engines.messages.models import Notice
from tsunagaru.engines.messages.testing import mail_server, the_town_texts
from tsunagaru.ground.ledger.models import EventRow
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.models import Letter
from tsunagaru.ground.people.rules.factors import Factor
from tsunagaru.ground.people.services import telling
from tsunagaru.ground.people.testing import a_clerk, a_resident, account_of, sign_in
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TEMPLATE = "sign_in_changed"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    the_town_texts(NOW)


@pytest.fixture
def hanako():
    return a_resident()


def settled():
    deliver_all(at=NOW + timedelta(minutes=1))
    return list(Notice.objects.filter(template=TEMPLATE).order_by("sent_at"))


CHANGES = [
    (telling.added, Factor.PASSKEY, "パスキーが追加されました。"),
    (telling.changed, Factor.PASSKEY, "パスキーの名前が変わりました。"),
    (telling.removed, Factor.APP, "認証アプリの登録が外れました。"),
]


@pytest.mark.parametrize(("tell", "factor", "said"), CHANGES)
def test_what_the_e_mail_says_stands_in_the_inbox_once(hanako, tell, factor, said):
    with mail_server() as sink:
        tell(account_of(hanako), factor, at=NOW)
        (notice,) = settled()
        assert len(settled()) == 1
        assert said in sink.texts()[0]
    assert notice.resident_id == hanako.id
    assert said in notice.body
    assert "2026年6月1日（月）12:00" in notice.body
    assert notice.url == "/me/sign-in/"


def test_a_lost_device_and_a_used_recovery_code_are_told_too(hanako):
    account = account_of(hanako)
    telling.removed_all(account, removed_by="counter", at=NOW)
    telling.code_used(account, left=3, at=NOW)
    bodies = " ".join(one.body for one in settled())
    assert "役場で本人確認をして" in bodies
    assert "復旧コードでサインインがありました。" in bodies


def test_who_has_no_e_mail_address_reads_it_in_the_inbox():
    resident = a_resident(email=None)
    with mail_server() as sink:
        telling.added(account_of(resident), Factor.PASSKEY, at=NOW)
        (notice,) = settled()
        assert sink.letters == []
    assert notice.resident_id == resident.id
    assert Letter.objects.get().state == "inbox"


def test_the_page_of_the_inbox_leads_to_the_ways_to_sign_in(hanako):
    telling.added(account_of(hanako), Factor.PASSKEY, at=NOW)
    (notice,) = settled()
    client = sign_in(Client(), hanako)
    assert "サインインの方法が変わりました" in client.get("/inbox/").content.decode()
    page = client.get(f"/inbox/{notice.pk}/").content.decode()
    assert 'href="/me/sign-in/"' in page
    assert "パスキーが追加されました。" in page


def test_staff_have_no_inbox():
    telling.added(account_of(a_clerk()), Factor.PASSKEY, at=NOW)
    assert settled() == []


def test_no_event_says_whose_it_is(hanako):
    telling.added(account_of(hanako), Factor.PASSKEY, at=NOW)
    settled()
    for row in EventRow.objects.all():
        assert str(row.subject) != str(hanako.id)
        assert hanako.id.hex not in str(row.facts)
