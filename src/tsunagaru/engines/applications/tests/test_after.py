"""After submission: notices, correction, decision, withdrawal, papers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import AnswerVersion, Application, Draft
from tsunagaru.engines.applications.offers import OFFERS
from tsunagaru.engines.applications.services.drafts import (
    CannotContinue,
)
from tsunagaru.engines.applications.services.erasure import erase_abandoned
from tsunagaru.engines.applications.services.expiring import expire_drafts
from tsunagaru.engines.applications.services.saving import save_page
from tsunagaru.engines.applications.services.submission import CannotSubmit, submit
from tsunagaru.engines.applications.testing import (
    NAME,
    NOON,
    OWNER,
    a_draft,
    a_procedure,
    an_application,
)
from tsunagaru.engines.cases import api as cases
from tsunagaru.engines.messages import api as messages
from tsunagaru.ground.ledger.testing import audited, deliver_all, published
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of, sign_in
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
TOWN = Path(__file__).parents[5] / "towns" / "oyama"
LATER = NOON + timedelta(days=2)


@pytest.fixture
def resident(dog):
    return a_resident()


@pytest.fixture
def clerk(dog):
    return a_clerk(section="seikatsu")


def ask(application, clerk, field="dog_name", message="名前をもう一度お願いします。"):
    cases.request_correction(
        application.case,
        field=field,
        label="犬の名前",
        message=message,
        by=actor_of(clerk),
        at=LATER,
    )


def decide(application, clerk, outcome="granted", reason=""):
    cases.decide(
        application.case,
        outcome=outcome,
        label=outcome,
        reason=reason,
        by=actor_of(clerk),
        at=LATER,
    )


def test_only_the_field_asked_for_can_be_corrected(client, resident, clerk):
    application = an_application(resident=resident.id)
    ask(application, clerk)
    sign_in(client, resident)
    page = reverse("applications:correct", args=[application.id])
    assert "名前をもう一度" in client.get(page).content.decode()
    client.post(page, {"dog_name": "タマ", "email": "other@example.jp", "owner-given": "次郎"})
    answers = Application.objects.get().answers
    assert answers["dog_name"] == "タマ"
    assert answers["email"] == "hanako@example.jp"
    assert answers["owner"]["given"] == "花子"
    kept = AnswerVersion.objects.get()
    assert (kept.before, kept.after) == ("ポチ", "タマ")
    assert cases.case_of("application", application.id).state == cases.State.EXAMINING
    assert len(published("application.corrected")) == 1


def test_a_wrong_correction_is_refused_with_a_sentence(client, resident, clerk):
    application = an_application(resident=resident.id)
    ask(application, clerk)
    sign_in(client, resident)
    page = reverse("applications:correct", args=[application.id])
    assert client.post(page, {"dog_name": ""}).status_code == 422
    assert Application.objects.get().answers["dog_name"] == "ポチ"


def test_without_a_request_nothing_can_be_corrected(client, resident):
    application = an_application(resident=resident.id)
    sign_in(client, resident)
    page = reverse("applications:correct", args=[application.id])
    said = client.post(page, {"dog_name": "タマ"}, follow=True).content.decode()
    assert "いま送った内容は、使われていません" in said
    assert Application.objects.get().answers["dog_name"] == "ポチ"


def test_a_decision_ends_the_application_and_counts_as_completed(resident, clerk):
    application = an_application(resident=resident.id)
    decide(application, clerk)
    deliver_all(at=LATER)
    (ended,) = published("application.ended")
    assert (ended["outcome"], ended["outcome_ok"], ended["days"]) == ("granted", "yes", 2)
    assert len(published("application.completed")) == 1
    assert Application.objects.get().state == "decided"


def test_a_withdrawal_ends_it_once_and_is_no_completion(client, resident):
    application = an_application(resident=resident.id)
    sign_in(client, resident)
    page = reverse("applications:withdraw", args=[application.id])
    assert client.get(page).status_code == 200
    client.post(page)
    client.post(page)
    deliver_all(at=LATER)
    assert [one["outcome_ok"] for one in published("application.ended")] == ["no"]
    assert published("application.completed") == []


def test_what_is_decided_cannot_be_withdrawn(client, resident, clerk):
    application = an_application(resident=resident.id)
    decide(application, clerk)
    sign_in(client, resident)
    client.post(reverse("applications:withdraw", args=[application.id]))
    assert cases.case_of("application", application.id).state == cases.State.DECIDED


def test_another_residents_application_looks_like_a_missing_one(client, resident):
    application = an_application(resident=resident.id)
    other = sign_in(Client(), a_resident())
    for name in ("status", "receipt", "notice", "correct", "withdraw", "done"):
        assert other.get(reverse(f"applications:{name}", args=[application.id])).status_code == 404


def is_pdf(answer):
    return answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_copy_notice_and_paper_form_are_pdfs(client, resident, clerk):
    application = an_application(resident=resident.id)
    decide(application, clerk, "refused", "すでに登録されているため。")
    sign_in(client, resident)
    assert is_pdf(client.get(reverse("applications:receipt", args=[application.id])))
    assert is_pdf(client.get(reverse("applications:notice", args=[application.id])))
    assert is_pdf(client.get(reverse("applications:blank", args=["dog"])))
    assert client.get(reverse("applications:paper", args=[application.id])).status_code == 404
    staff = sign_in(Client(), clerk)
    paper = staff.get(reverse("applications:paper", args=[application.id]))
    assert is_pdf(paper)
    assert audited("application.printed")


def test_a_draft_untouched_for_thirty_days_counts_as_given_up_and_is_kept(client, resident):
    draft = a_draft(resident=resident.id)
    assert expire_drafts(at=NOON + timedelta(days=29)) == 0
    assert expire_drafts(at=NOON + timedelta(days=30)) == 1
    (ended,) = published("application.ended")
    assert (ended["outcome"], ended["outcome_ok"]) == ("abandoned", "no")
    row = Draft.objects.get(pk=draft)
    assert row.answers["dog_name"] == "ポチ"
    sign_in(client, resident)
    page = reverse("applications:page", args=[draft, "dog"])
    assert client.get(page).status_code == 410
    with pytest.raises(CannotContinue):
        submit(draft, language="ja", at=LATER)


def test_retention_never_touches_what_is_not_finished(resident):
    application = an_application(resident=resident.id)
    given_up = a_draft(resident=resident.id)
    years = NOON + timedelta(days=4000)
    expire_drafts(at=NOON + timedelta(days=40))
    assert erase_abandoned(at=NOON + timedelta(days=41)) == 0
    assert erase_abandoned(at=years) == 1
    assert erase_abandoned(at=years) == 0
    assert Draft.objects.get(pk=given_up).answers == {}
    assert Application.objects.get(pk=application.id).answers["dog_name"] == "ポチ"


def test_a_new_version_does_not_change_what_was_filed_under_the_old(resident):
    draft = a_draft(resident=resident.id)
    a_procedure(standard_days=99)
    application = Application.objects.get(pk=submit(draft, language="ja", at=NOON))
    assert '"standard_days":5' in application.version.definition


def test_a_procedure_closed_meanwhile_takes_no_application(client, resident):
    a_procedure(closed_on=date(2026, 6, 1))
    draft = a_draft(resident=resident.id)
    with pytest.raises(CannotSubmit):
        submit(draft, language="ja", at=LATER)
    assert Draft.objects.get(pk=draft).state == "open"


def test_a_clerk_fills_in_for_a_resident_at_the_counter(client, resident, clerk):
    sign_in(client, clerk)
    found = client.post("/staff/counter/", {"find": "1", "phone": "0550-76-1111"}).content.decode()
    assert "小山 花子" in found
    sent = {"resident": str(resident.id), "procedure": "dog", "channel": "phone"}
    page = client.post("/staff/counter/", sent)["Location"]
    text = client.get(page).content.decode()
    assert "電話で聞き取りながら" in text
    draft = Draft.objects.get()
    client.post(page, OWNER)
    client.post(reverse("applications:page", args=[draft, "dog"]), NAME)
    assert (
        "読み上げ" in client.get(reverse("applications:confirm", args=[draft.pk])).content.decode()
    )
    client.post(reverse("applications:submit", args=[draft.pk]))
    (event,) = published("application.submitted")
    assert (event["channel"], event["auth"], event["age_band"]) == ("phone", "phone", "20-39")
    assert Application.objects.get().resident_id == resident.id


def test_one_clerks_draft_is_not_another_clerks(client, resident, clerk):
    draft = a_draft(resident=resident.id, staff=clerk.id, channel="counter", with_code=False)
    other = sign_in(Client(), a_clerk(section="zeimu"))
    assert other.get(reverse("applications:page", args=[draft, "dog"])).status_code == 404


def test_the_case_shows_what_was_asked_for_and_how_it_may_be_decided(resident, clerk):
    application = an_application(resident=resident.id)
    view = OFFERS.panels[0].read(application.id, actor_of(clerk), LATER)
    assert ("dog_name", "犬の名前") in view.fields
    assert [code for code, _ in view.outcomes] == ["granted", "refused"]
    assert view.reasons == {"refused": ("すでに登録されているため。",)}
    assert "3か月以内" in view.appeal
    assert "ポチ" in [row.text for section in view.sections for row in section.rows]


def test_a_resident_gets_everything_kept_and_drafts_are_erased(resident):
    an_application(resident=resident.id)
    a_draft(resident=resident.id)
    offer = OFFERS.privacy[0]
    found = offer.export(resident.id)
    assert found["applications"][0]["answers"]["犬の名前"] == "ポチ"
    assert found["drafts"][0]["answers"]["dog_name"] == "ポチ"
    result = offer.erase(resident.id, LATER)
    assert (result.erased, result.kept) == (1, 1)
    assert offer.export(resident.id)["drafts"] == []


def test_an_applicant_is_told_of_receipt_correction_and_decision(client, resident, clerk):
    with transaction.atomic():
        texts = messages.TOWN_PART.read(Folder(TOWN))
        assert texts
        messages.TOWN_PART.apply(texts, at=NOON)
    application = an_application(resident=resident.id)
    ask(application, clerk)
    deliver_all(at=LATER)
    cases.cancel_correction(application.case, by=actor_of(clerk), at=LATER)
    decide(application, clerk)
    deliver_all(at=LATER)
    inbox = sign_in(client, resident).get("/inbox/").content.decode()
    for title in ("を受け付けました", "の内容についてお願いがあります", "の結果が決まりました"):
        assert f"「犬の登録」{title}" in inbox


def test_an_answer_saved_after_submission_changes_nothing(resident):
    draft = a_draft(resident=resident.id)
    submit(draft, language="ja", at=NOON)
    with pytest.raises(CannotContinue):
        save_page(draft, "dog", {"dog_name": ["タマ"]}, language="ja", at=LATER)
