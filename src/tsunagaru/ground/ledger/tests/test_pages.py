"""What staff see of the ledger, and who may."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tsunagaru.ground.ledger.api import audit, deliver_all, publish, queue_state
from tsunagaru.ground.ledger.models import Delivery
from tsunagaru.ground.ledger.offers import OFFERS
from tsunagaru.ground.ledger.queries import trail
from tsunagaru.ground.ledger.rules.retrying import MOST_ATTEMPTS, own
from tsunagaru.ground.ledger.testing import audited, wired
from tsunagaru.ground.ledger.tests.acting import HERE, PEOPLE, ActingMiddleware
from tsunagaru.ground.ledger.tests.happenings import MORNING, Happening, happened
from tsunagaru.kernel.access import Actor, Grant, Kind, Role

pytestmark = pytest.mark.django_db
LIST, AUDIT = "/staff/ledger/deliveries/", "/staff/ledger/audit/"


class Broken(RuntimeError):
    """A reaction's own failure."""


def break_down(_event):
    """Fail."""
    raise Broken


@pytest.fixture
def dead():
    """A delivery that failed for good."""
    with wired(Happening, break_down):
        publish(happened())
        Delivery.objects.update(attempts=MOST_ATTEMPTS - 1)
        deliver_all(at=MORNING + timedelta(days=1))
    own("ground.ledger.tests", "joho")
    return Delivery.objects.get()


def staff(role, section=""):
    grants = frozenset({Grant(role, section)})
    return Actor(kind=Kind.STAFF, account=1, staff=uuid4(), grants=grants)


@pytest.fixture
def act(client, settings, monkeypatch):
    """Give a client behind which this actor stands."""
    settings.MIDDLEWARE = [HERE if one == PEOPLE else one for one in settings.MIDDLEWARE]

    def as_actor(actor):
        monkeypatch.setattr(ActingMiddleware, "actor", actor)
        return client

    return as_actor


@pytest.fixture
def office(act):
    return act(staff(Role.DX_OFFICE))


def test_the_dx_office_sees_what_failed(office, dead):
    page = office.get(LIST).content.decode()
    assert "失敗した処理" in page
    assert dead.reaction in page
    assert "Broken" in page


def test_a_failed_reaction_is_tried_again_from_the_page(office, dead):
    answer = office.post(reverse("ledger:retry"), {"delivery": dead.pk}, follow=True)
    assert "もう一度実行します。" in answer.content.decode()
    assert queue_state().queued == 1


def test_a_failed_reaction_is_dropped_from_the_page_with_a_reason(office, dead):
    drop = {"delivery": dead.pk, "reason": "done_by_hand"}
    answer = office.post(reverse("ledger:drop"), drop, follow=True)
    assert "理由を監査記録に残しました" in answer.content.decode()
    assert audited("delivery.dropped")[0].facts["reason"] == "done_by_hand"


def test_dropping_needs_a_reason(office, dead):
    answer = office.post(reverse("ledger:drop"), {"delivery": dead.pk})
    assert answer.status_code == 422
    assert "破棄する理由を選んでください。" in answer.content.decode()
    assert queue_state().dead == 1


def test_a_second_click_is_told_kindly(office, dead):
    office.post(reverse("ledger:retry"), {"delivery": dead.pk})
    answer = office.post(reverse("ledger:retry"), {"delivery": dead.pk}, follow=True)
    assert "すでにほかの職員が対応しています" in answer.content.decode()


@pytest.mark.parametrize("delivery", ["", "x", "-1", "1' OR 1=1"])
def test_a_delivery_that_is_no_number_is_missing(office, delivery):
    assert office.post(reverse("ledger:retry"), {"delivery": delivery}).status_code == 404


def test_a_head_reaches_only_the_own_sections_failures(act, dead):
    client = act(staff(Role.HEAD, "zeimu"))
    assert dead.reaction not in client.get(LIST).content.decode()
    assert client.post(reverse("ledger:retry"), {"delivery": dead.pk}).status_code == 404
    assert queue_state().dead == 1


def test_a_failure_is_work_for_its_section(dead):
    (queue,) = OFFERS.work
    clerk, other = staff(Role.CLERK, "joho"), staff(Role.CLERK, "zeimu")
    assert [item.section for item in queue.items(clerk, MORNING)] == ["joho"]
    assert queue.items(other, MORNING) == []


def test_the_desk_shows_that_nothing_is_lost(dead):
    (check,) = OFFERS.checks
    assert check.read(MORNING).holds
    assert "失敗1件（担当課あり）です。" in check.read(MORNING).sentence
    Delivery.objects.all().delete()
    result = check.read(MORNING)
    assert not result.holds
    assert "失敗0件です。" in result.sentence
    assert "1件合いません" in result.sentence


@pytest.fixture
def auditor(act):
    return act(staff(Role.AUDITOR))


def test_an_auditor_reads_and_narrows_the_trail_and_that_is_recorded(auditor):
    one, other = uuid4(), uuid4()
    audit(actor=None, action="case.viewed", subject=one, at=MORNING)
    audit(actor=None, action="file.read", subject=other, at=MORNING)
    everything = auditor.get(AUDIT).content.decode()
    assert "案件を見た" in everything
    assert "添付ファイルを開いた" in everything
    narrowed = auditor.get(AUDIT, {"subject": str(one), "day": "2026-04-01"}).content.decode()
    assert "案件を見た" in narrowed
    assert "添付ファイルを開いた" not in narrowed
    assert len(audited("audit.viewed")) == 2


def test_the_trail_is_read_in_words_and_a_code_nobody_named_stays(auditor):
    audit(actor=None, action="file.read", at=MORNING, facts={"owner_kind": "draft"})
    audit(actor=None, action="bench.unnamed", at=MORNING)
    page = auditor.get(AUDIT).content.decode()
    assert "添付先：作成中の申請" in page
    assert "自動処理" in page
    assert "bench.unnamed" in page


def test_a_wrong_day_gets_a_clear_sentence(auditor):
    answer = auditor.get(AUDIT, {"day": "きのう"})
    assert answer.status_code == 422
    assert "2026-04-01 のように入力してください" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.DX_OFFICE])
def test_the_trail_is_for_auditors_only(act, role):
    assert act(staff(role, "jumin")).get(AUDIT).status_code == 404


def test_a_clerk_finds_no_page_of_deliveries(act):
    assert act(staff(Role.CLERK, "jumin")).get(LIST).status_code == 404


def test_the_trail_names_the_towns_own_codes_by_what_they_stand_for(auditor):
    before = trail.installed_codes()
    trail.install_codes(lambda: {"section": {"jumin": "住民福祉課"}})
    try:
        facts = {"section": "jumin", "reason": "jumin"}
        audit(actor=None, action="case.viewed", subject="1", at=MORNING, facts=facts)
        page = auditor.get(AUDIT).content.decode()
    finally:
        trail.install_codes(before)
    assert "課：住民福祉課" in page
    assert "理由：jumin" in page


def test_the_trail_shows_names_where_they_are_known(auditor):
    clerk = staff(Role.CLERK, "jumin")
    before = trail.installed_names()
    trail.install_names(lambda _: {f"staff:{clerk.staff}": "小山 一"})
    try:
        audit(actor=clerk, action="case.viewed", subject=clerk.staff, at=MORNING)
        page = auditor.get(AUDIT).content.decode()
    finally:
        trail.install_names(before)
    assert page.count(">小山 一</a>") == 2
    assert f">{clerk.staff}<" not in page
