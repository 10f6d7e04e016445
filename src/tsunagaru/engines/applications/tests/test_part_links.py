"""The link of a third party: mailed, opened, declined, replaced, late, and always with a reason."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.definitions import ProcedureDefinition
from tsunagaru.engines.applications.events import PartDeclined, PartExpired, PartGiven
from tsunagaru.engines.applications.models import Contribution
from tsunagaru.engines.applications.offers.panels import read
from tsunagaru.engines.applications.offers.privacy import export
from tsunagaru.engines.applications.queries.parts import parts_of, path_of
from tsunagaru.engines.applications.services import giving, parts
from tsunagaru.engines.applications.services.changes import end, withdraw
from tsunagaru.engines.applications.services.part_letters import note_late
from tsunagaru.engines.applications.tasks import tell_part
from tsunagaru.engines.applications.testing import DOG, a_procedure, an_application
from tsunagaru.engines.messages.testing import (
    a_template,
    bounce,
    mail_server,
    mailed,
    noticed,
    post,
)
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.individual_number import check_digit

pytestmark = pytest.mark.django_db
NOBODY = Actor(kind=Kind.ANONYMOUS)
NUMBER = "12345678901" + str(check_digit("12345678901"))
VET = DOG["parts"][0]


@pytest.fixture
def applicant(dog):
    return a_resident()


@pytest.fixture
def application(applicant):
    return an_application(resident=applicant.id, at=clock.now())


def asked(application, **to):
    """Ask, and return the link."""
    found = parts.Addressee(**to) if to else None
    return path_of(parts.ask_part(application.id, "vet", at=clock.now(), to=found))


def over(link, browser=None):
    """Open a link that opens nothing, and return what it says."""
    answer = (browser or Client()).get(link)
    assert answer.status_code == 404
    return answer.content.decode()


def declined(application, reason="担当ではありません。"):
    row = Contribution.objects.get(state="asked")
    giving.decline_part(row.pk, reason=reason, by=NOBODY, at=clock.now())
    return row


def test_a_link_opens_the_part_and_says_for_whom_and_who_reads_it(application):
    link = asked(application)
    stranger = Client()
    text = stranger.get(link).content.decode()
    assert "ポチ" in text
    assert "花子" not in text
    assert "申請した方には見えません" in text
    page = reverse("applications:part_page", args=[Contribution.objects.get().pk, "shot"])
    assert stranger.get(page).status_code == 200
    assert Client().get(page).status_code == 404


def test_a_wrong_link_says_what_to_do(application):
    link = asked(application)
    assert "途中で切れていないか" in over(link[:-4] + "/")


def test_a_replaced_link_leads_to_the_newer_one(application):
    first = asked(application)
    asked(application)
    assert "新しいリンクが作られたため" in over(first)


def test_a_link_called_back_says_that_nothing_is_to_do(application):
    link = asked(application)
    parts.revoke_part(application.id, "vet", at=clock.now())
    assert "依頼を取り消しました" in over(link)


def test_a_link_to_what_was_withdrawn_or_decided_says_so(application):
    link = asked(application)
    withdraw(application.id, by=NOBODY, at=clock.now())
    assert "申請が取り下げられました" in over(link)


def test_a_link_to_what_was_decided_says_so(application):
    link = asked(application)
    end(application.case, outcome="granted", at=clock.now())
    assert "結果が出たため" in over(link)


def test_a_late_link_says_until_when_it_was_good_and_the_applicant_is_told_once(application):
    link = asked(application)
    Contribution.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert "過ぎたため" in over(link)
    assert (note_late(at=clock.now()), note_late(at=clock.now())) == (1, 0)
    assert published("application.part_expired")[0]["part"] == "vet"


@pytest.mark.parametrize(
    ("kind", "template"),
    [(PartGiven, "given"), (PartDeclined, "declined"), (PartExpired, "late")],
    ids=["given", "declined", "late"],
)
def test_the_applicant_is_told_what_became_of_it(application, kind, template):
    code = f"application_part_{template}"
    a_template(clock.now(), code, "{part} {number}")
    more = {"days": 3} if kind is PartGiven else {}
    facts = {"channel": "online", "age_band": "", "district": ""}
    about = {"at": clock.now(), "subject": application.id, "procedure": "dog", "part": "vet"}
    tell_part(kind(**about, **facts, **more))
    (notice,) = noticed(code)
    assert notice.body == f"ja：注射済証明 {application.shown_number}"


def test_whoever_cannot_fill_it_in_says_why_and_the_applicant_reads_it(
    client, applicant, application
):
    link = asked(application)
    stranger = Client()
    stranger.get(link)
    row = Contribution.objects.get()
    page = reverse("applications:part_decline", args=[row.pk])
    assert stranger.post(page, {"reason": " "}).status_code == 422
    assert stranger.post(page, {"reason": NUMBER}).status_code == 422
    assert (
        "お返事を受け取りました"
        in stranger.post(page, {"reason": "退職した方です"}).content.decode()
    )
    assert "「書けない」とのお返事" in over(link, stranger)
    sign_in(client, applicant)
    status = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert "退職した方です" in status
    shown = read(application.id, NOBODY, clock.now())
    assert any("退職した方です" in one.text for part in shown.sections for one in part.rows)


def test_after_a_refusal_another_is_asked_and_the_refusal_stays_known(application):
    asked(application, name="一つ目の病院")
    first = declined(application)
    asked(application, name="二つ目の病院")
    first.refresh_from_db()
    assert (first.state, first.reason) == ("declined", "担当ではありません。")
    view = parts_of_now(application)
    assert (view.state, view.recipient) == ("asked", "二つ目の病院")


def parts_of_now(application):
    row = Contribution.objects.first().application
    assert row.pk == application.id
    return parts_of(row, clock.now())[0]


def test_nothing_is_kept_of_what_was_begun_and_then_declined(application):
    asked(application)
    row = Contribution.objects.get()
    row.answers = {"clinic": "小山動物病院"}
    row.save()
    declined(application)
    assert Contribution.objects.get().answers == {}


def test_the_applicant_passes_the_link_on_and_fills_nothing_in(client, applicant, application):
    link = asked(application)
    sign_in(client, applicant)
    text = client.get(link).content.decode()
    assert "申請した方ご本人は記入できません" in text
    page = reverse("applications:part_page", args=[Contribution.objects.get().pk, "shot"])
    assert client.get(page).status_code == 404


def test_the_link_goes_out_by_mail_without_a_name_and_without_the_code_in_any_event(
    application, settings
):
    settings.EMAIL_HOST = "127.0.0.1"
    a_template(clock.now(), "application_part_asked")
    to = {"name": "小山動物病院", "email": "vet@example.jp"}
    asked(application, **to)
    (letter,) = mailed()
    assert letter.address == "vet@example.jp"
    assert "花子" not in letter.body
    told = published("application.part_asked")
    assert [(one["mailed"], one["again"]) for one in told] == [("yes", "no")]
    assert parts_of_now(application).letter == "メールを送っています"


def test_the_letter_carries_the_whole_link_and_the_database_never(application, settings):
    settings.TSUNAGARU_LINKS = "https://town.example/"
    a_template(clock.now(), "application_part_asked", "{part} {link}")
    with mail_server() as server:
        link = asked(application, email="vet@example.jp")
        (waiting,) = mailed()
        assert link.split("/")[-2] not in waiting.body + noticed("application_part_asked")[0].body
        post(clock.now())
    assert f"https://town.example{link}" in server.texts()[0]
    assert Client().get(link).status_code == 200


def test_a_mail_that_did_not_arrive_is_told_to_the_applicant(application, settings):
    settings.EMAIL_HOST = "127.0.0.1"
    a_template(clock.now(), "application_part_asked")
    asked(application, email="vet@example.jp")
    bounce(mailed()[0])
    assert "メールが届きませんでした" in parts_of_now(application).letter


def test_where_the_town_has_no_words_for_the_mail_the_applicant_passes_the_link_on(application):
    asked(application, email="vet@example.jp")
    assert not noticed("application_part_asked")
    assert "リンクを直接伝えてください" in parts_of_now(application).letter


def test_whom_to_ask_stands_in_the_form_already(client, applicant, application):
    asked(application, name="小山動物病院", email="vet@example.jp")
    sign_in(client, applicant)
    url = reverse("applications:part_ask", args=[application.id, "vet"])
    text = client.get(url).content.decode()
    assert 'value="小山動物病院"' in text
    assert 'value="vet@example.jp"' in text
    assert client.post(url, {"email": "vet@"}).status_code == 422


def test_what_the_applicant_may_read_is_shown_once_it_was_given(client, applicant):
    a_procedure(parts=[VET | {"readable": True}])
    application = an_application(resident=applicant.id, at=clock.now())
    link = asked(application)
    stranger = Client()
    assert "町の担当課と、申請した方" in stranger.get(link).content.decode()
    row = Contribution.objects.get()
    stranger.post(reverse("applications:part_page", args=[row.pk, "shot"]), {"clinic": "小山病院"})
    stranger.post(reverse("applications:part_confirm", args=[row.pk]))
    sign_in(client, applicant)
    status = reverse("applications:status", args=[application.id])
    assert "小山病院" in client.get(status).content.decode()
    assert "すでに受け取りました" in over(link, stranger)


def test_what_the_applicant_may_not_read_stays_with_the_town(client, applicant, application):
    asked(application)
    Contribution.objects.update(state="given", given_at=clock.now())
    sign_in(client, applicant)
    text = client.get(reverse("applications:status", args=[application.id])).content.decode()
    assert "内容は、町の担当課だけが見ます。" in text


def test_two_parts_ask_the_same_questions_written_once():
    second = {key: VET[key] for key in ("name", "who")} | {"code": "second", "like": "vet"}
    a_procedure(parts=[VET, second])
    application = an_application(at=clock.now())
    code = parts.ask_part(application.id, "second", at=clock.now())
    stranger = Client()
    stranger.get(path_of(code))
    row = Contribution.objects.get(part="second")
    page = reverse("applications:part_page", args=[row.pk, "shot"])
    assert "病院の名前" in stranger.get(page).content.decode()


@pytest.mark.parametrize(
    "change",
    [{"like": "vet"}, {"pages": []}],
    ids=["questions of its own and of another", "no questions"],
)
def test_a_part_asks_its_own_questions_or_those_of_another(change):
    with pytest.raises(ValueError, match="pages"):
        ProcedureDefinition.model_validate(DOG | {"parts": [VET | change]})


def test_the_applicant_gets_a_copy_of_whom_they_asked(applicant, application):
    asked(application, name="小山動物病院")
    declined(application, "忙しいため")
    found = export(UUID(str(applicant.id)))["applications"][0]["parts"]
    assert [(one["recipient"], one["reason"]) for one in found] == [("小山動物病院", "忙しいため")]
