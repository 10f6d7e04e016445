"""A program applies for somebody: once, checked like a form, and it sees no more than its own."""

import json
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.testing import a_procedure, an_application
from tsunagaru.engines.cases import api as cases
from tsunagaru.ground.files import api as files
from tsunagaru.ground.files.testing import a_pdf
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_resident, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.individual_number import check_digit
from tsunagaru.services.partners.models import Client as Program
from tsunagaru.services.partners.models import Token, Upload
from tsunagaru.services.partners.rules import UPLOAD_LIFE, Scope
from tsunagaru.services.partners.services import clients, filing
from tsunagaru.services.partners.testing import OFFICE, a_client, a_token

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"
OWNER = {"family": "小山", "given": "花子", "family_kana": "コヤマ", "given_kana": "ハナコ"}
ANSWERS = {"owner": OWNER, "dog_name": "ポチ"}


@pytest.fixture
def token():
    a_procedure()
    return a_token(at=clock.now())


def send(token, answers=None, *, key="key-0001", code="dog", lang="ja", **more):
    return Client().post(
        f"/api/procedures/{code}/applications",
        data=json.dumps({"answers": ANSWERS if answers is None else answers, **more}),
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token}",
            "Idempotency-Key": key,
            "Accept-Language": lang,
        },
    )


def call(token, method, path):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Client().generic(method, path, headers=headers)


def test_an_application_over_the_api_stands_in_the_queue_like_any_other(token):
    answer = send(token)
    assert answer.status_code == 201
    told = answer.json()
    row = applications.application(UUID(told["id"]))
    assert answer["Location"] == f"/api/applications/{row.id}"
    assert (told["status"], told["fee_yen"]) == ("received", 3000)
    assert (told["number"], row.channel) == (row.shown_number, "api")
    assert published("case.opened")[-1]["channel"] == "api"
    assert cases.case_of("application", row.id).section == "seikatsu"
    assert audited("application.handed_in")[-1].actor.startswith("client:")


def test_the_code_for_the_applicant_opens_the_application_on_the_site(token):
    told = send(token).json()
    visitor = Client()
    visitor.post("/apply/resume/", {"code": told["access_code"]})
    text = visitor.get(f"/applications/{told['id']}/").content.decode()
    assert told["number"] in text


def test_the_same_key_again_gives_the_same_application_and_no_second_one(token):
    first, again = send(token), send(token)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert again.json()["access_code"] is None
    assert len(published("application.submitted")) == 1


def test_a_key_cannot_be_used_for_another_content(token):
    send(token)
    answer = send(token, {**ANSWERS, "dog_name": "ハチ"})
    assert answer.status_code == 422
    assert answer.json()["type"].endswith("key-reused")
    assert len(published("application.submitted")) == 1


def test_a_refused_application_leaves_nothing_and_its_key_free(token):
    assert send(token, {"owner": OWNER}).status_code == 422
    assert not published("application.started")
    assert send(token).status_code == 201


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("ja", "「犬の名前」を入力してください。"), ("en", "Please enter “犬の名前”.")],
)
def test_each_mistake_is_told_with_its_place_in_the_readers_language(token, lang, sentence):
    answer = send(token, {"owner": {"family": 5}, "cat": 1}, lang=lang)
    assert answer.status_code == 422
    assert answer["Content-Type"] == PROBLEM
    told = {one["pointer"]: one["detail"] for one in answer.json()["errors"]}
    assert set(told) == {"#/answers/owner", "#/answers/cat", "#/answers/dog_name"}
    assert told["#/answers/dog_name"] == sentence


def test_the_individual_number_is_refused_and_never_repeated(token):
    number = "12345678901" + str(check_digit("12345678901"))
    answer = send(token, {**ANSWERS, "dog_name": number})
    assert answer.status_code == 422
    assert number not in answer.content.decode()
    assert not published("application.started")


def test_a_file_is_sent_before_and_named_in_the_answers(token):
    kept = upload(token)
    assert kept.status_code == 201
    answer = send(token, {**ANSWERS, "photo": [kept.json()["id"]]})
    assert answer.status_code == 201
    file = files.read(UUID(kept.json()["id"]))
    assert (file.owner, file.owner_kind) == (UUID(answer.json()["id"]), "application")
    assert not Upload.objects.exists()


def upload(token, *, field="photo", content=None):
    file = SimpleUploadedFile("photo.pdf", a_pdf() if content is None else content)
    return Client().post(
        f"/api/procedures/dog/files?field={field}",
        {"file": file},
        headers={"Authorization": f"Bearer {token}"},
    )


def test_a_file_that_is_none_is_refused_with_a_sentence(token):
    answer = upload(token, content=b"MZ not a pdf")
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert answer.json()["errors"][0]["pointer"] == "#/file"
    assert upload(token, field="owner").status_code == 404


def test_the_file_of_another_program_cannot_be_attached(token):
    kept = upload(token).json()["id"]
    other = a_token(at=clock.now(), name="別の利用者")
    answer = send(other, {**ANSWERS, "photo": [kept]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/answers/photo"


def test_files_without_an_application_are_deleted_in_time(token):
    kept = UUID(upload(token).json()["id"])
    assert filing.drop_uploads(at=clock.now()) == 0
    assert files.read(kept).id == kept
    assert filing.drop_uploads(at=clock.now() + UPLOAD_LIFE * 2) == 1
    with pytest.raises(files.UnknownFile):
        files.read(kept)


def test_a_program_sees_its_own_applications_and_no_others(token):
    told = send(token).json()
    mine = f"/api/applications/{told['id']}"
    assert call(token, "GET", mine).json()["status_label"] == "受付済み"
    other = a_token(at=clock.now(), name="別の利用者")
    foreign = an_application().id
    for path in (mine, f"/api/applications/{foreign}", f"/api/applications/{uuid4()}"):
        answers = [call(other, "GET", path), call(other, "POST", f"{path}/withdrawal")]
        assert [one.status_code for one in answers] == [404, 404]
    assert "小山" not in call(token, "GET", mine).content.decode()


def test_an_application_is_withdrawn_once_and_not_after_the_decision(token):
    path = f"/api/applications/{send(token).json()['id']}/withdrawal"
    assert [call(token, "POST", path).json()["status"] for _ in range(2)] == ["withdrawn"] * 2
    decided = send(token, key="key-0002").json()["id"]
    case = cases.case_of("application", UUID(decided)).id
    cases.decide(case, outcome="granted", label="登録", reason="", by=OFFICE, at=clock.now())
    answer = call(token, "POST", f"/api/applications/{decided}/withdrawal")
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)


def test_without_a_token_or_with_a_residents_session_nothing_opens(token):
    person = sign_in(Client(), a_resident())
    for client in (Client(), person):
        answer = client.post("/api/procedures/dog/applications", {}, "application/json")
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
    assert call("wrong", "GET", f"/api/applications/{uuid4()}").status_code == 401


def test_a_pass_does_only_what_it_was_given_for(token):
    reader = a_token(at=clock.now(), scope=Scope.READ.value)
    assert send(reader).status_code == 403
    client, secret = a_client(scopes=[Scope.READ])
    with pytest.raises(clients.CannotGrant):
        clients.admit(client, secret, scope=Scope.SUBMIT.value, at=clock.now())


def test_a_program_of_a_section_applies_for_its_procedures_only():
    a_procedure(section="seikatsu")
    assert send(a_token(at=clock.now(), section="jumin")).status_code == 403
    assert send(a_token(at=clock.now(), section="seikatsu")).status_code == 201


def test_a_procedure_for_which_one_must_sign_in_is_not_taken_over_the_api():
    a_procedure(identity="account")
    answer = send(a_token(at=clock.now()))
    assert (answer.status_code, answer.json()["type"][-13:]) == (403, "needs-sign-in")
    assert Client().get("/api/procedures/dog").json()["accepts_api"] is False


def test_what_somebody_else_must_sign_is_not_taken_over_the_api_and_leaves_nothing():
    spouse = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}
    a_procedure(cosigners=[spouse])
    answer = send(a_token(at=clock.now()), lang="en")
    told = answer.json()
    assert (answer.status_code, told["type"][-15:]) == (409, "needs-cosigners")
    assert "Somebody else must sign" in told["detail"]
    assert not published("application.started")


def test_a_revoked_program_is_out_at_once(token):
    client = Program.objects.get()
    clients.revoke(client.pk, by=OFFICE, at=clock.now())
    assert send(token).status_code == 401
    with pytest.raises(clients.CannotAdmit):
        clients.renew(client.pk, by=OFFICE, at=clock.now())


def test_a_new_secret_makes_the_old_one_and_its_passes_void():
    client, old = a_client()
    token = clients.admit(client, old, scope="", at=clock.now()).token
    new = clients.renew(client, by=OFFICE, at=clock.now())
    assert send(token).status_code == 401
    asked = {"grant_type": "client_credentials", "client_id": str(client)}
    answers = [Client().post("/api/token", {**asked, "client_secret": one}) for one in (old, new)]
    assert [one.status_code for one in answers] == [401, 200]
    assert answers[1].json()["token_type"] == "Bearer"


def test_secrets_and_passes_are_kept_as_digests_only():
    client, secret = a_client()
    token = clients.admit(client, secret, scope="", at=clock.now()).token
    assert secret not in str(list(Program.objects.values()))
    assert token not in str(list(Token.objects.values()))


def test_more_requests_than_agreed_have_to_wait():
    a_procedure()
    token = a_token(at=clock.now(), per_minute=2)
    path = f"/api/applications/{uuid4()}"
    answers = [call(token, "GET", path) for _ in range(3)]
    assert [one.status_code for one in answers] == [404, 404, 429]
    assert int(answers[2]["Retry-After"]) > 0


def test_procedures_are_open_to_anybody_with_the_schema_of_the_form(token):
    listed = Client().get("/api/procedures").json()[0]
    assert (listed["code"], listed["fee"]["ja"], listed["accepts_api"]) == ("dog", "3,000円", True)
    form = Client().get("/api/procedures/dog").json()["form"]
    assert form["required"] == ["owner", "dog_name"]
    assert form["properties"]["dog_name"]["maxLength"] == 20
    assert form["properties"]["owner"]["required"] == list(OWNER)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"\xff\xfe",
        b"",
        b"null",
        b'{"answers": {"dog_name": NaN}}',
        b'{"answers": {"dog_name": "\\ud800"}}',
        b'{"answers": {"\\ud800": "x"}}',
        b'{"answers": {"dog_name": 1e400}}',
        b'{"answers": {"owner": {"family": null}}}',
        b'{"answers": {"dog_name": "\\u0000"}}',
        b'{"answers": {}, "language": "fr"}',
        b'{"answers": {}, "resident": "x"}',
    ],
)
def test_an_odd_body_is_refused_as_a_problem(token, body):
    answer = Client().post(
        "/api/procedures/dog/applications",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": "key-0001"},
    )
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == PROBLEM
    assert not published("application.started")
