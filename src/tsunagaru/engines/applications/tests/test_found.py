"""What a fresh eye missed: drafts told apart, notices that lead on, letters staff can print."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse

from tsunagaru.engines.applications.models import Draft
from tsunagaru.engines.applications.queries.applications import application_of_number
from tsunagaru.engines.applications.queries.papers import documents_day
from tsunagaru.engines.applications.testing import (
    NOON,
    a_draft,
    a_procedure,
    an_application,
)
from tsunagaru.engines.applications.tests.test_after import TOWN
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(dog):
    return a_resident()


@pytest.fixture
def clerk(dog):
    return a_clerk(section="seikatsu")


def refuse(application, clerk):
    by = actor_of(clerk)
    cases.decide(
        application.case, outcome="refused", label="登録できません", reason="理由", by=by, at=NOON
    )


def test_staff_can_print_the_letter_as_soon_as_it_is_decided(client, resident, clerk):
    application = an_application(resident=resident.id)
    address = reverse("applications:notice", args=[application.id])
    page = reverse("cases:case", args=[application.case])
    sign_in(client, clerk)
    assert address not in client.get(page).content.decode()
    refuse(application, clerk)
    assert f'href="{address}"' in client.get(page).content.decode()
    assert client.get(address)["Content-Type"] == "application/pdf"
    sign_in(client, a_clerk(section="zeimu"))
    assert client.get(address).status_code == 404


def test_the_letter_dates_by_era_and_names_the_town_once(resident):
    application = an_application(resident=resident.id)
    row = Draft.objects.get(application=application.id).application
    assert documents_day(row.submitted_at, "ja") == "令和8年6月1日"
    assert "町" not in people.office_of("seikatsu")["name"]


def test_a_closed_case_is_found_by_its_receipt_number(client, resident, clerk):
    application = an_application(resident=resident.id)
    other = an_application(resident=resident.id)
    refuse(application, clerk)
    sign_in(client, clerk)
    spoken = application.shown_number
    for typed in (spoken, spoken.replace("-", ""), spoken.replace("-", "ー")):
        text = client.get(reverse("cases:queue"), {"q": typed}).content.decode()
        assert str(application.case) in text
        assert str(other.case) not in text
    assert application_of_number("4821-0930") is None


def test_a_procedure_not_taken_by_telephone_says_so_and_keeps_the_resident(client, resident, clerk):
    a_procedure(channels=["online", "counter"])
    sign_in(client, clerk)
    sent = {"resident": str(resident.id), "procedure": "dog", "channel": "phone"}
    answer = client.post(reverse("applications:counter"), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "この手続きは電話では受け付けられません。窓口またはオンラインをご案内ください。" in text
    assert f'value="{resident.id}" checked' in text
    assert not Draft.objects.exists()


def test_a_procedure_out_of_season_says_so_at_the_counter(client, resident, clerk):
    a_procedure(closed_on=date(2020, 6, 1))
    sign_in(client, clerk)
    sent = {"resident": str(resident.id), "procedure": "dog", "channel": "counter"}
    answer = client.post(reverse("applications:counter"), sent)
    assert answer.status_code == 422
    assert "受付期間外" in answer.content.decode()


def test_a_notice_leads_to_its_application(client, resident):
    with transaction.atomic():
        texts = messages.TOWN_PART.read(Folder(TOWN))
        assert texts
        messages.TOWN_PART.apply(texts, at=NOON)
    application = an_application(resident=resident.id)
    deliver_all(at=NOON)
    sign_in(client, resident)
    (address,) = re.findall(r"/inbox/[0-9a-f-]{36}/", client.get("/inbox/").content.decode())
    assert "6月1日" in client.get("/my/").content.decode()
    text = client.get(address).content.decode()
    assert f'href="{reverse("applications:status", args=[application.id])}"' in text


def test_drafts_of_one_procedure_are_told_apart(client, resident):
    a_draft(resident=resident.id, filled=False)
    a_draft(resident=resident.id)
    sign_in(client, resident)
    text = client.get(reverse("applications:mine")).content.decode()
    assert text.count("入力を始めた日時") == 2
    assert "飼い主の方" in text
    start = client.get(reverse("applications:start", args=["dog"])).content.decode()
    assert "続きから入力する" in start
    assert "新しく始める" in start


def test_a_resident_deletes_a_draft_after_being_asked(client, resident):
    draft = a_draft(resident=resident.id)
    page = reverse("applications:discard", args=[draft])
    assert client.get(page).status_code == 404
    sign_in(client, resident)
    assert "元に戻せません" in client.get(page).content.decode()
    assert Draft.objects.get().state == "open"
    assert client.post(page)["Location"] == reverse("applications:mine")
    row = Draft.objects.get()
    assert (row.state, row.answers) == ("abandoned", {})
    (ended,) = published("application.ended")
    assert ended["outcome"] == "abandoned"
