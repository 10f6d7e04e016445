"""From a turn in life to everything handed in (くらしの手続き案内), as browser and clerk go."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.definitions.guides import GuideDefinition
from tsunagaru.engines.applications.models import Application, Bundle
from tsunagaru.engines.applications.offers.searching import documents
from tsunagaru.engines.applications.queries.guides import GuideForm, unasked_of
from tsunagaru.engines.applications.services import guides, screens
from tsunagaru.engines.applications.testing import NAME, OWNER, a_guide
from tsunagaru.engines.applications.tests.test_town import TOWN
from tsunagaru.engines.questionnaires.api import Questionnaire
from tsunagaru.ground.ledger.testing import audited
from tsunagaru.ground.people.testing import a_clerk, a_resident, sign_in
from tsunagaru.ground.search import api as search
from tsunagaru.kernel import clock
from tsunagaru.kernel.folder import CannotLoad, Folder
from tsunagaru.kernel.offers import SearchSource

pytestmark = pytest.mark.django_db
SITUATION = {
    "moved_on-era": "ad",
    "moved_on-year": "2026",
    "moved_on-month": "4",
    "moved_on-day": "18",
    "dog": "some",
    "_shown": ["moved_on", "dog"],
}
METER = {"meter": "12-345"}
PETS = """code: pets
life_event: pets
name: {ja: 犬を飼う}
summary: {ja: はじめに行うこと}
questions: [{code: since, kind: date, label: 飼い始めた日}]
steps:
  - code: dog
    procedure: dog-registration
    answers: {collar: '"red"'}
    unasked: [leash]
"""


@pytest.fixture(autouse=True)
def _guide(db):
    a_guide()


def text_of(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def begin(client, *wanted):
    answer = client.post("/life/moving/start/", {**SITUATION, "procedure": wanted})
    assert answer.status_code == 302, text_of(answer)
    return Bundle.objects.latest("started_at"), answer["Location"]


def fill(client, bundle):
    """Fill in every page that is shown, as it is shown, until the confirmation."""
    answers = {**OWNER, **NAME, **METER}
    page = client.get(f"/bundle/{bundle.pk}/")["Location"]
    while "/confirm/" not in page:
        html = client.get(page).content.decode()
        shown = re.findall(r'name="_shown" value="(\w+)"', html)
        sent = {n: v for n, v in answers.items() if n.split("-")[0] in shown}
        kept = dict(re.findall(r'name="(user-\w+)"[^>]*value="([^"]*)"', html))
        page = client.post(page, {**kept, **sent, "_shown": shown})["Location"]
    return page


def test_the_search_leads_to_the_turn_in_life(client):
    a_guide(keywords=["引っ越し"])
    search.rebuild([SearchSource("guide", documents)])
    (found,) = search.find("引越し", audiences={"public"}, language="ja")
    assert found.url == "/life/moving/"
    assert found.title == "引っ越してきた"


def test_a_guide_is_reached_from_the_front_page_and_from_the_list_of_guides(client):
    assert 'href="/life/moving/"' in client.get("/").content.decode()
    assert 'href="/life/moving/"' in client.get("/life/").content.decode()


def test_the_answers_decide_what_there_is_to_do(client):
    text = text_of(client.post("/life/moving/", SITUATION))
    assert "必要な手続き：3件" in text
    assert "転入届" in text
    without = text_of(client.post("/life/moving/", {**SITUATION, "dog": "none"}))
    assert "必要な手続き：2件" in without


def test_a_deadline_on_a_closed_day_moves_to_the_next_open_one(client):
    moved_on = {**SITUATION, "moved_on-day": "19"}  # 3 May is a holiday, and so are the next days
    assert "2026年5月7日" in text_of(client.post("/life/moving/", moved_on))


def test_unanswered_questions_are_pointed_out_and_nothing_is_kept(client):
    answer = client.post("/life/moving/", {"_shown": ["moved_on", "dog"]})
    assert answer.status_code == 422
    assert not Bundle.objects.exists()


def test_nothing_ticked_begins_nothing(client):
    answer = client.post("/life/moving/start/", SITUATION)
    assert "1つ以上選んでください" in text_of(answer)
    assert not Bundle.objects.exists()


def test_what_is_not_needed_cannot_be_slipped_in(client):
    answer = client.post("/life/moving/start/", {**SITUATION, "dog": "none", "procedure": "dog"})
    assert answer.status_code == 200
    assert not Bundle.objects.exists()


def test_a_signed_in_resident_hands_in_both_with_one_name(client):
    person = a_resident()
    sign_in(client, person)
    bundle, _ = begin(client, "dog", "water")
    confirm = fill(client, bundle)
    assert "12-345" in text_of(client.get(confirm))
    done = client.post(f"/bundle/{bundle.pk}/submit/")["Location"]
    text = text_of(client.get(done))
    assert "2件の申請を受け付けました" in text
    assert Application.objects.filter(resident=person.id).count() == 2


def test_pressing_twice_leads_to_the_same_receipts(client):
    sign_in(client, a_resident())
    bundle, _ = begin(client, "dog", "water")
    fill(client, bundle)
    first, again = (client.post(f"/bundle/{bundle.pk}/submit/")["Location"] for _ in range(2))
    assert first == again
    assert Application.objects.count() == 2


def test_going_on_too_early_leads_to_what_is_missing(client):
    sign_in(client, a_resident())
    bundle, _ = begin(client, "dog", "water")
    answer = client.get(f"/bundle/{bundle.pk}/confirm/")
    assert answer["Location"].startswith(f"/bundle/{bundle.pk}/0/")


def test_a_stranger_sees_no_bundle_and_the_browser_that_began_it_does(client):
    bundle, _ = begin(client, "dog")
    assert client.get(f"/bundle/{bundle.pk}/").status_code == 302
    assert Client().get(f"/bundle/{bundle.pk}/").status_code == 404
    assert Client().post(f"/bundle/{bundle.pk}/0/owner/", OWNER).status_code == 404


def test_who_is_not_signed_in_can_follow_each_application_that_was_handed_in(client):
    bundle, _ = begin(client, "dog")
    fill(client, bundle)
    done = client.get(client.post(f"/bundle/{bundle.pk}/submit/")["Location"])
    for one in Application.objects.all():
        status = reverse("applications:status", args=[one.pk])
        assert status in done.content.decode()
        assert client.get(status).status_code == 200
        assert Client().get(status).status_code == 404


def test_a_page_past_the_end_is_missing(client):
    bundle, _ = begin(client, "dog")
    assert client.get(f"/bundle/{bundle.pk}/7/owner/").status_code == 404
    assert client.get(f"/bundle/{bundle.pk}/0/nothing/").status_code == 404


def test_a_clerk_asks_shows_the_tablet_and_hands_in_what_was_signed(client):
    person, clerk = a_resident(), a_clerk()
    sign_in(client, clerk)
    carried = {"resident": str(person.id), "channel": "counter"}
    assert "窓口での聞き取り" in text_of(client.post("/staff/interview/moving/", carried))
    wanted = {**SITUATION, **carried, "procedure": ["dog", "water"]}
    client.post("/staff/interview/moving/start/", wanted)
    bundle = Bundle.objects.get()
    confirm = fill(client, bundle)
    shown = client.post(f"/bundle/{bundle.pk}/screen/").content.decode()
    assert not re.search(r"/screen/(\w{12})/", shown), "the address stands in the picture only"
    assert "<svg" in shown
    tablet = Client()
    code = re.findall(r'<p class="code">([\w-]+)</p>', shown)[0]
    address = tablet.post("/screen/", {"code": code})["Location"]
    assert "ポチ" in text_of(tablet.get(address))
    assert tablet.post(address, {"name": ""}).status_code == 422
    assert tablet.post(address, {"name": "", "strokes": "[[[1,2],[3,"}).status_code == 422
    signed = text_of(tablet.post(address, {"name": "", "strokes": "[[[1, 2], [3, 4]]]"}))
    assert "ありがとうございました" in signed
    assert "ポチ" not in text_of(tablet.get(address)) + text_of(Client().get(address))
    assert "確認して署名しました" in text_of(client.get(confirm))
    client.post(f"/bundle/{bundle.pk}/submit/")
    assert tablet.get(address).status_code == 404
    assert set(Application.objects.values_list("channel", "resident")) == {("counter", person.id)}
    assert len(audited("application.handed_in")) == 2


def test_a_guide_that_is_not_there_is_missing(client):
    assert client.get("/life/nothing/").status_code == 404
    assert client.get("/screen/000000000000/").status_code == 404


def test_a_guide_that_answers_a_question_nobody_asks_is_refused_with_its_place(tmp_path):
    for name in ("life_events.yaml", "procedures/dog-registration.yaml"):
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text((TOWN / name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "life").mkdir()
    (tmp_path / "life" / "pets.yaml").write_text(PETS, encoding="utf-8")
    folder = Folder(tmp_path)
    guides.read(folder)
    with pytest.raises(CannotLoad) as refused:
        folder.check()
    told = {problem.ja: problem.line for problem in refused.value.problems}
    assert told["「collar」は、手続き「dog-registration」の項目ではありません。"] == 9
    assert told["「leash」は、手続き「dog-registration」の項目ではありません。"] == 10


def test_a_signature_that_became_void_is_told_and_not_passed_over(client):
    sign_in(client, a_clerk())
    carried = {"resident": str(a_resident().id), "channel": "counter"}
    wanted = {**SITUATION, **carried, "procedure": ["dog", "water"]}
    client.post("/staff/interview/moving/start/", wanted)
    bundle = Bundle.objects.get()
    confirm = fill(client, bundle)
    screens.sign_bundle(bundle.pk, name="小山 花子", strokes=[], at=clock.now())
    assert "確認して署名しました" in text_of(client.get(confirm))
    page = re.findall(rf"/bundle/{bundle.pk}/0/[\w-]+/", client.get(confirm).content.decode())[0]
    shown = re.findall(r'name="_shown" value="(\w+)"', client.get(page).content.decode())
    client.post(page, {**OWNER, **NAME, "_shown": shown})
    assert "署名は無効になりました" in text_of(client.get(confirm))
    refused = client.post(f"/bundle/{bundle.pk}/submit/")
    assert refused.status_code == 409
    assert "もう一度署名をもらうか" in text_of(refused)
    assert not Application.objects.exists()
    client.post(f"/bundle/{bundle.pk}/submit/", {"unsigned": "on"})
    assert Application.objects.count() == 2


def test_what_one_step_asks_of_a_form_is_asked_although_another_does_not():
    once = unasked_of(guide_of(("size", "colour")))
    assert once == {"dog": frozenset({"size", "colour"})}
    twice = unasked_of(guide_of(("size", "colour"), ("colour", "photo")))
    assert twice == {"dog": frozenset({"colour"})}
    assert unasked_of(guide_of((), ("colour",))) == {"dog": frozenset()}


def guide_of(*unasked):
    """Return a guide in whose steps one form stands, each with what it need not ask."""
    steps = [
        {"code": f"step{number}", "procedure": "dog", "unasked": list(fields)}
        for number, fields in enumerate(unasked)
    ]
    words = {"ja": "犬を飼う"}
    asked = [{"code": "since", "kind": "date", "label": "飼い始めた日"}]
    known = {"code": "pets", "life_event": "pets", "name": words, "summary": words}
    written = {**known, "questions": asked, "steps": steps}
    return GuideForm(GuideDefinition.model_validate(written), Questionnaire(pages=()))
