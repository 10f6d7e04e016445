"""Several applications together: what is agreed to stands in full, and is ticked before hand-in."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tsunagaru.engines.applications.models import Application, Bundle
from tsunagaru.engines.applications.services import bundles
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.testing import (
    DOG,
    WATER,
    a_guide,
    a_procedure,
    an_answered_bundle,
)
from tsunagaru.engines.applications.views.devices import cookie_of
from tsunagaru.ground.people.testing import a_clerk, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

pytestmark = pytest.mark.django_db
TRUE = "入力した内容は、事実に相違ありません。"
TAXES = "税金の納付状況を、町が調べることに同意します。"
NEWS = "水道のお知らせを受け取ります。"


def said(code, text, **more):
    return {"code": code, "kind": "declaration", "label": "確認", "text": text} | more


def with_page(shape, *fields):
    return {**shape, "pages": [*shape["pages"], {"code": "end", "title": "同意", "fields": fields}]}


def started(applicant):
    a_guide()
    a_procedure(**with_page(DOG, said("right", TRUE)))
    wanted = (said("right", TRUE), said("taxes", TAXES), said("news", NEWS, required=False))
    a_procedure(**with_page(WATER, *wanted))
    situation, now = {"moved_on": "2026-05-20", "dog": "some"}, clock.now()
    found = bundles.start_bundle("moving", ["dog", "water"], situation, applicant, at=now)
    an_answered_bundle(found.bundle, at=now)
    for place, ticked in ((0, ["right"]), (1, ["taxes"])):
        row, raw = Bundle.objects.get(), {one: ["on"] for one in ticked}
        raw["_shown"] = ["right", "taxes", "news"]
        bundles.save_stop(row, (place, "end"), raw, MultiValueDict(), language="ja", at=now)
    return found


@pytest.fixture
def begun():
    return started(Applicant())


@pytest.fixture
def browser(begun):
    """Return the browser of whoever fills everything in."""
    found = Client()
    found.cookies[cookie_of(begun.bundle)] = begun.code
    return found


def page_of(begun):
    return reverse("applications:bundle_confirm", args=[begun.bundle])


def press(browser, begun, ticks=()):
    ticked = dict.fromkeys(ticks, "on")
    return browser.post(reverse("applications:bundle_submit", args=[begun.bundle]), ticked)


def boxes_in(answer):
    return {field.label: field for field in answer.context["agreeing"]}


def test_each_procedure_says_in_full_what_is_agreed_to(browser, begun):
    text = browser.get(page_of(begun)).content.decode()
    dog, water = text.split("<h2>水道の使用開始")
    assert TRUE in dog
    for sentence in (TRUE, TAXES, NEWS):
        assert sentence in water


def test_each_sentence_is_ticked_once_and_names_its_procedures(browser, begun):
    boxes = boxes_in(browser.get(page_of(begun)))
    assert list(boxes) == [TRUE, TAXES]
    assert "犬の登録、水道の使用開始" in boxes[TRUE].help_text
    assert "犬の登録" not in boxes[TAXES].help_text


def test_nothing_is_handed_in_until_every_sentence_is_ticked(browser, begun):
    names = [field.html_name for field in boxes_in(browser.get(page_of(begun))).values()]
    for ticks in ((), names[:1]):
        answer = press(browser, begun, ticks)
        assert answer.status_code == 422
        assert "内容を読んで、チェックを入れてください。" in answer.content.decode()
        assert boxes_in(answer)[TRUE].value() == bool(ticks)
        assert not Application.objects.exists()
    assert press(browser, begun, names).status_code == 302
    assert Application.objects.count() == 2


def test_a_second_press_leads_to_the_same_receipts_whatever_it_brings(browser, begun):
    names = [field.html_name for field in boxes_in(browser.get(page_of(begun))).values()]
    first = press(browser, begun, names)["Location"]
    assert press(browser, begun)["Location"] == first


def test_at_the_counter_the_clerk_reads_the_sentences_and_ticks_nothing(client):
    clerk = a_clerk()
    sign_in(client, clerk)
    begun = started(Applicant(staff=clerk.id, channel=Channel.COUNTER))
    page = client.get(page_of(begun))
    assert TAXES in page.content.decode()
    assert boxes_in(page) == {}
    assert press(client, begun).status_code == 302
