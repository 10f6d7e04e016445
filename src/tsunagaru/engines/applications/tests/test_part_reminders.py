"""Reminding whoever was asked for a part before its end (催促), and the applicant with them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.events import PartReminded
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.services import giving, parts
from tsunagaru.engines.applications.services.changes import withdraw
from tsunagaru.engines.applications.services.part_reminders import remind_of_parts
from tsunagaru.engines.applications.tasks import tell_part
from tsunagaru.engines.applications.testing import DOG, a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages.testing import a_template, mail_server, mailed, noticed
from tsunagaru.ground.ledger.testing import deliver_all, published
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind

pytestmark = pytest.mark.django_db
NOBODY = Actor(kind=Kind.ANONYMOUS)
LETTER, WORD = "application_part_reminder", "application_part_reminded"


@pytest.fixture(autouse=True)
def texts(settings):
    settings.EMAIL_HOST = "127.0.0.1"
    settings.TSUNAGARU_LINKS = "https://town.example/"
    for code in ("application_part_asked", LETTER):
        a_template(clock.now(), code, "{part} {due} {link}")
    a_template(clock.now(), WORD, "{part} {due} {word}")


@pytest.fixture
def applicant(dog):
    return a_resident()


@pytest.fixture
def application(applicant):
    return an_application(resident=applicant.id, at=clock.now())


def asked(application, email="vet@example.jp"):
    to = parts.Addressee("小山動物病院", email)
    return parts.ask_part(application.id, "vet", at=clock.now(), to=to)


def days_on(days):
    return clock.now() + timedelta(days=days)


def reminders():
    return [one for one in mailed() if one.notice.template == LETTER]


def test_who_was_asked_is_reminded_once_seven_days_before_the_end(application):
    asked(application)
    assert remind_of_parts(at=days_on(6)) == 0
    assert [remind_of_parts(at=days_on(day)) for day in (7, 8, 13)] == [1, 0, 0]
    (letter,) = reminders()
    assert letter.address == "vet@example.jp"
    assert "花子" not in letter.body
    (told,) = published("application.part_reminded")
    assert (told["part"], told["mailed"]) == ("vet", "yes")


def test_the_reminder_carries_the_same_link_made_when_it_leaves(application):
    code = asked(application)
    with mail_server() as sink:
        remind_of_parts(at=days_on(8))
        (letter,) = reminders()
        assert code not in letter.body
        deliver_all(at=clock.now())
        (link,) = re.findall(r"https://town\.example(/\S+)", sink.texts()[-1])
    assert link.strip("/").rpartition("/")[2].replace("-", "") == code.replace("-", "")
    firm = Client()
    assert firm.get(link).status_code == 200
    page = reverse("applications:part_page", args=[Contribution.objects.get().pk, "shot"])
    assert firm.get(page).status_code == 200


def test_a_code_of_an_earlier_version_is_not_made_again_but_the_applicant_is_told(application):
    asked(application)
    Contribution.objects.update(code_index="b1:another")
    assert remind_of_parts(at=days_on(8)) == 1
    assert reminders() == []
    assert published("application.part_reminded")[0]["mailed"] == "no"


def given(application):
    asked(application)
    row = Contribution.objects.get()
    row.state = "given"
    row.save()


def declined(application):
    asked(application)
    key = Contribution.objects.get().pk
    giving.decline_part(key, reason="担当ではありません。", by=NOBODY, at=clock.now())


def called_back(application):
    asked(application)
    parts.revoke_part(application.id, "vet", at=clock.now())


def withdrawn(application):
    asked(application)
    withdraw(application.id, by=NOBODY, at=clock.now())


@pytest.mark.parametrize("over", [given, declined, called_back, withdrawn])
def test_what_is_over_is_never_reminded_of(application, over):
    over(application)
    assert remind_of_parts(at=days_on(8)) == 0
    assert reminders() == []


def test_nobody_is_reminded_after_the_end(application):
    asked(application)
    assert remind_of_parts(at=days_on(15)) == 0


@pytest.mark.parametrize(("days", "remind"), [(14, 0), (7, 7), (5, 7)])
def test_the_procedure_says_when_and_whether(days, remind, applicant):
    vet = {**DOG["parts"][0], "days": days, "remind_days": remind}
    a_procedure(parts=[vet])
    asked(an_application(resident=applicant.id, at=clock.now()))
    assert [remind_of_parts(at=days_on(day)) for day in (1, 4, 13)] == [0, 0, 0]


def test_the_applicant_is_told_and_passes_it_on_where_there_is_no_address(application):
    asked(application, email="")
    assert remind_of_parts(at=days_on(8)) == 1
    for word, mail in (("依頼した方に期限をお伝えください", "no"), ("もう一度メールで", "yes")):
        event = PartReminded(
            at=clock.now(),
            subject=application.id,
            procedure="dog",
            part="vet",
            mailed=mail,
            channel="online",
        )
        tell_part(event)
        assert word in noticed(WORD)[-1].body
    assert reminders() == []


def test_it_stands_in_the_timeline_of_the_case_and_on_the_applicants_page(
    client, applicant, application
):
    asked(application)
    remind_of_parts(at=days_on(8))
    (line,) = [one for one in cases.timeline(application.case) if one.kind == "part_reminded"]
    assert "注射済証明" in line.text
    assert "病院" not in line.text
    sign_in(client, applicant)
    page = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert "記入の催促をしました" in page
    assert "に催促しました" in page
