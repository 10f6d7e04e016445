"""What ran out, closed, changed or is missing meanwhile: said plainly, nothing is lost."""

import datetime as dt

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Draft, Procedure
from tsunagaru.engines.applications.services.expiring import expire_drafts
from tsunagaru.engines.applications.testing import NAME, OWNER, a_draft, a_procedure, an_application
from tsunagaru.engines.cases.models import Case
from tsunagaru.engines.messages.models import Email, Notice, Template
from tsunagaru.engines.messages.testing import mail_server
from tsunagaru.ground.ledger.models import Delivery
from tsunagaru.ground.ledger.testing import deliver_all
from tsunagaru.kernel import clock

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(days=31)


def urls_of(draft):
    names = ("draft", "confirm", "paused", "draft_paper")
    return [reverse(f"applications:{name}", args=[draft]) for name in names]


def test_a_draft_that_ran_out_says_so_on_every_page(world):
    expire_drafts(at=clock.now() + LATER)
    client = world.client("resident_a")
    page = reverse("applications:page", args=[world.draft, "owner"])
    submit = reverse("applications:submit", args=[world.draft])
    for answer in (
        *map(client.get, urls_of(world.draft)),
        client.get(page),
        client.post(page, OWNER),
        client.post(submit),
    ):
        assert answer.status_code == 410
        assert "/apply/dog/" in answer.content.decode()
    assert Draft.objects.get(pk=world.draft).answers["dog_name"] == "ポチ"
    assert world.client("resident_b").get(page).status_code == 404


def test_a_resume_code_of_a_draft_that_ran_out_opens_its_end(world):
    client = Client()
    client.post("/apply/dog/")
    (name,) = (one for one in client.cookies if one.startswith("draft-"))
    code = client.cookies[name].value
    expire_drafts(at=clock.now() + LATER)
    other = Client()
    answer = other.post("/apply/resume/", {"code": code}, follow=True)
    assert answer.status_code == 410


def test_a_draft_goes_on_under_the_version_it_was_begun_with(world):
    a_procedure(section="jumin", at=clock.now(), name={"ja": "新しい犬の登録"}, standard_days=99)
    client = world.client("resident_a")
    page = reverse("applications:page", args=[world.draft, "dog"])
    assert client.post(page, NAME).status_code == 302
    assert client.post(reverse("applications:submit", args=[world.draft])).status_code == 302
    made = Application.objects.get(draft=world.draft)
    assert made.version_id == Draft.objects.get(pk=world.draft).version_id
    assert Case.objects.get(pk=made.case).standard_days == 5
    assert (
        "新しい" not in client.get(reverse("applications:status", args=[made.pk])).content.decode()
    )


def test_a_draft_begun_in_time_and_handed_in_late_is_kept_and_told_why(world):
    yesterday = clock.day_of(clock.now()) - dt.timedelta(days=1)
    a_procedure(section="jumin", at=clock.now(), closed_on=yesterday.isoformat(), code="late")
    client = world.client("resident_a")
    assert client.post("/apply/late/")["Location"] == "/apply/late/"
    assert "受付" in client.get("/apply/late/").content.decode()
    then = clock.now() - dt.timedelta(days=3)
    draft = a_draft(procedure="late", resident=world.cast.resident_a.id, at=then)
    answer = client.post(reverse("applications:submit", args=[draft]))
    assert answer.status_code == 409
    assert "受付期間が終わった" in answer.content.decode()
    assert Draft.objects.get(pk=draft).answers["dog_name"] == "ポチ"


def test_a_procedure_that_was_abolished_cannot_be_begun(world):
    Procedure.objects.filter(pk="dog").update(withdrawn_at=clock.now())
    client = world.client("resident_a")
    for path in ("/apply/dog/", "/apply/dog/check/", "/apply/dog/form.pdf", "/procedures/dog/"):
        assert client.get(path).status_code == 404
    assert client.post("/apply/dog/").status_code == 404
    assert client.get(reverse("applications:status", args=[world.application])).status_code == 200
    assert world.client("clerk").get(f"/staff/cases/{world.case}/").status_code == 200


def test_a_draft_of_a_procedure_that_was_abolished_is_not_handed_in(world):
    Procedure.objects.filter(pk="dog").update(withdrawn_at=clock.now())
    answer = world.client("resident_a").post(reverse("applications:submit", args=[world.draft]))
    assert answer.status_code == 409
    assert Draft.objects.get(pk=world.draft).answers["dog_name"] == "ポチ"


def test_an_application_is_taken_though_the_towns_texts_are_missing(world):
    deliver_all(at=clock.now())
    Template.objects.all().delete()
    made = an_application(resident=world.cast.resident_a.id, at=clock.now())
    at = clock.now()
    deliver_all(at=at)
    waiting = Delivery.objects.filter(event__isnull=False, last_error="CannotFindTemplate")
    assert waiting.exists()
    assert Case.objects.filter(pk=made.case).exists()
    assert world.client("resident_a").get(f"/applications/{made.id}/").status_code == 200


def test_a_town_without_a_mail_server_loses_no_notice(world):
    deliver_all(at=clock.now())
    with override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        made = an_application(resident=world.cast.resident_a.id, at=clock.now())
        deliver_all(at=clock.now())
    notice = Notice.objects.get(about=made.id)
    assert Email.objects.get(notice=notice).state == "queued"
    assert f"/inbox/{notice.pk}/" in world.client("resident_a").get("/inbox/").content.decode()
    with mail_server() as sink:
        deliver_all(at=clock.now() + dt.timedelta(days=2))
        assert len(sink.letters) >= 1
    assert Email.objects.get(notice=notice).state == "accepted"


def test_a_link_to_what_was_withdrawn_or_decided_stays_a_page(world):
    client = world.client("resident_a")
    withdraw = reverse("applications:withdraw", args=[world.application])
    assert client.post(withdraw).status_code == 302
    assert "取り下げられません" in client.post(withdraw, follow=True).content.decode()
    for name in ("status", "done", "receipt", "withdraw"):
        assert (
            client.get(reverse(f"applications:{name}", args=[world.application])).status_code == 200
        )
    correct = client.post(
        reverse("applications:correct", args=[world.application]), {"dog_name": "x"}
    )
    assert correct["Location"] == reverse("applications:status", args=[world.application])
    clerk = world.client("clerk")
    for act, fields in (
        ("decide", {"outcome": "granted", "confirmed": "on"}),
        ("take", {}),
        ("withdraw", {"asked_for": "on"}),
        ("cancel_correction", {}),
    ):
        answer = clerk.post(reverse(f"cases:{act}", args=[world.case]), fields)
        assert answer.status_code == 409
        assert "状態が変わった" in answer.content.decode()
