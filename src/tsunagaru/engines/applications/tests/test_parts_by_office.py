"""What the office asks a third party for (町からの依頼), such as a doctor's opinion."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.offers.panels import read
from tsunagaru.engines.applications.offers.work import read_parts
from tsunagaru.engines.applications.queries.parts import path_of
from tsunagaru.engines.applications.services import giving, parts
from tsunagaru.engines.applications.services.part_letters import note_late
from tsunagaru.engines.applications.services.part_reminders import remind_of_parts
from tsunagaru.engines.applications.testing import DOG, a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages.testing import a_template, mailed, noticed
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.ground.people.testing import a_clerk, a_resident, a_section, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
NOBODY = Actor(kind=Kind.ANONYMOUS)
OFFICE = {**DOG["parts"][0], "asked_by": "office", "required": True, "days": 14}
APPLICANTS = [f"application_part_{one}" for one in ("given", "declined", "late", "reminded")]


@pytest.fixture(autouse=True)
def letters(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    settings.TSUNAGARU_LINKS = "https://town.example/"


@pytest.fixture
def applicant():
    a_section("seikatsu", "生活環境課", phone="0550-76-6130")
    a_procedure(parts=[OFFICE])
    return a_resident()


@pytest.fixture
def clerk(applicant):
    return a_clerk(section="seikatsu")


@pytest.fixture
def application(applicant):
    return an_application(resident=applicant.id, at=clock.now())


def ask_page(application):
    return reverse("applications:part_ask", args=[application.id, "vet"])


def work_of(clerk):
    return read_parts(actor_of(clerk, at=clock.now()), clock.now())


def test_the_applicant_reads_that_the_town_asks_and_can_neither_ask_nor_revoke(
    client, applicant, application
):
    sign_in(client, applicant)
    status = reverse("applications:status", args=[application.id])
    text = client.get(status).content.decode()
    assert "町が依頼します" in text
    assert ask_page(application) not in text
    assert client.get(ask_page(application)).status_code == 404
    parts.ask_part(application.id, "vet", at=clock.now())
    revoke = reverse("applications:part_revoke", args=[application.id, "vet"])
    assert client.post(revoke).status_code == 404
    assert Contribution.objects.get().state == "asked"
    assert "記入を待っています" in client.get(status).content.decode()


def test_nobody_tells_the_applicant_to_ask_after_handing_in(client, applicant, application):
    sign_in(client, applicant)
    done = client.get(reverse("applications:done", args=[application.id])).content.decode()
    assert "ほかの方の記入が必要です" not in done


def test_the_clerk_is_led_to_it_from_desk_and_case_and_sends_the_link(client, clerk, application):
    a_template(clock.now(), "application_part_office", "{part} {due} {link}")
    (item,) = work_of(clerk)
    assert "注射済証明" in item.title
    (state,) = [one for one in read(application.id, NOBODY, clock.now()).states if one.urgent]
    assert state.url == ask_page(application)
    sign_in(client, clerk)
    filled = {"recipient": "小山病院", "email": "h@example.jp"}
    asked = client.post(ask_page(application), filled, follow=True)
    assert "記入コード" in asked.content.decode()
    assert [one.notice.template for one in mailed()] == ["application_part_office"]
    assert work_of(clerk) == []
    (waiting,) = [one for one in read(application.id, NOBODY, clock.now()).states if one.label]
    assert waiting.label == "記入を待っています"
    assert not waiting.urgent


def test_other_sections_have_no_work_with_it(application):
    assert work_of(a_clerk(section="zeimu")) == []


def declined():
    key = Contribution.objects.get().pk
    giving.decline_part(key, reason="担当医が不在です。", by=NOBODY, at=clock.now())


def late():
    Contribution.objects.update(expires_at=clock.now())
    note_late(at=clock.now())


@pytest.mark.parametrize("ended", [declined, late])
def test_what_does_not_come_is_the_clerks_work_and_the_applicant_is_not_bothered(
    client, clerk, applicant, application, ended
):
    for one in APPLICANTS:
        a_template(clock.now(), one, "{part}")
    parts.ask_part(application.id, "vet", at=clock.now())
    ended()
    deliver_all(at=clock.now())
    assert [template for template in APPLICANTS if noticed(template)] == []
    (item,) = work_of(clerk)
    assert item.urgent
    sign_in(client, applicant)
    status = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert "担当医が不在です" not in status


def test_without_an_address_the_reminder_tells_the_section_to_call(application):
    parts.ask_part(application.id, "vet", at=clock.now())
    days_on = clock.now() + timedelta(days=8)
    assert remind_of_parts(at=days_on) == 1
    told = [one.text for one in cases.timeline(application.case) if one.kind == "part_reminded"]
    assert "担当課から連絡してください" in told[0]


def test_whoever_is_asked_declines_to_the_town_and_a_late_link_leads_to_the_section(application):
    link = path_of(parts.ask_part(application.id, "vet", at=clock.now()))
    browser, row = Client(), Contribution.objects.get()
    browser.get(link)
    page = browser.get(reverse("applications:part_decline", args=[row.pk])).content.decode()
    assert "町の担当課にお知らせします" in page
    assert "申請した方" not in page
    late()
    text = Client().get(link).content.decode()
    assert "次の担当課に、新しいリンクを求めてください。" in text
    assert "申請した方に" not in text


def test_it_is_not_granted_without_the_statement_but_for_a_reason(clerk, application):
    by, how = actor_of(clerk, at=clock.now()), {"outcome": "granted", "label": "登録", "reason": ""}
    with pytest.raises(cases.CannotDecideLacking, match="「注射済証明」がまだ届いていません"):
        cases.decide(application.case, by=by, at=clock.now(), **how)
    cases.decide(application.case, by=by, at=clock.now(), **how, despite="電話で確認した。")
