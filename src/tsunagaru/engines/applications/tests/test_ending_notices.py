"""An issued notice that was wrong: the head of the section replaces or withdraws it."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.notices import notices_issued
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.messages.testing import notices_of
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"
REASON = "期間の記載に誤りがありました。"


@pytest.fixture
def decided():
    """Return a resident, and their application with its notice issued."""
    a_procedure(section="jumin")
    with transaction.atomic():
        texts = messages.TOWN_PART.read(Folder(TOWN))
        assert texts
        messages.TOWN_PART.apply(texts, at=clock.now())
    person = a_resident()
    application = an_application(resident=person.id, at=clock.now())
    cases.decide(
        application.case,
        outcome="granted",
        label="登録しました",
        reason="",
        by=actor_of(a_clerk(role=Role.HEAD)),
        at=clock.now(),
    )
    assert notice(person, application).status_code == 200
    return person, application


def notice(person, application):
    address = reverse("applications:notice", args=[application.id])
    return sign_in(Client(), person).get(address)


def end(application, cause, role=Role.HEAD, **more):
    (in_force,) = [one for one in issued(application) if one.counts]
    desk = sign_in(Client(), a_clerk(role=role))
    sent = {"cause": cause, "reason": REASON, "confirmed": "on", "paper": in_force.id, **more}
    return desk.post(address_of(application), sent), desk


def address_of(application):
    return reverse("applications:notice_end", args=[application.id])


def issued(application):
    return notices_issued(Application.objects.get(pk=application.id))


def checked(code):
    return Client().get(reverse("documents:verify", args=[code])).content.decode()


def test_a_replaced_notice_counts_no_longer_and_a_new_one_is_issued(decided):
    person, application = decided
    (old,) = issued(application)
    answer, _ = end(application, "replaced")
    assert answer.status_code == 302
    assert "差し替えられました" in checked(old.code)
    assert notice(person, application).status_code == 200
    new, before = issued(application)
    assert (before.id, new.counts, before.counts) == (old.id, True, False)
    assert published("notice.ended")[0]["cause"] == "replaced"
    assert audited("notice.ended")[-1].facts == {"cause": "replaced"}


def test_after_a_withdrawal_none_is_issued_and_the_applicant_reads_why(decided):
    person, application = decided
    (old,) = issued(application)
    end(application, "withdrawn")
    assert "取り消されています" in checked(old.code)
    assert notice(person, application).status_code == 404
    status = reverse("applications:status", args=[application.id])
    page = sign_in(Client(), person).get(status).content.decode()
    assert "この通知書は取り消されました" in page
    assert "通知書を見る" not in page
    told = {one.template: one for one in notices_of(person.id)}
    assert REASON in told["application_notice_withdrawn"].body
    assert len(issued(application)) == 1


@pytest.mark.parametrize("missing", ["cause", "reason", "confirmed", "paper"])
def test_nothing_is_ended_without_a_choice_a_reason_and_a_tick(decided, missing):
    answer, _ = end(decided[1], **{"cause": "withdrawn", missing: ""})
    assert answer.status_code == 422
    assert issued(decided[1])[0].counts


def test_pressed_twice_it_is_said_that_it_counts_no_longer(decided):
    _, application = decided
    (old,) = issued(application)
    _, desk = end(application, "withdrawn")
    sent = {"cause": "replaced", "reason": REASON, "confirmed": "on", "paper": old.id}
    again = desk.post(address_of(application), sent)
    assert again.status_code == 409
    assert "すでに取り消されたか" in again.content.decode()
    assert len(published("notice.ended")) == 1


def test_a_clerk_who_is_no_head_cannot(decided):
    answer, _ = end(decided[1], "withdrawn", role=Role.CLERK)
    assert answer.status_code == 404
    assert issued(decided[1])[0].counts
