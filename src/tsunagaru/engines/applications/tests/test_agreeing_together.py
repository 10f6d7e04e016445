"""Several applications together: what is agreed to is asked once, at the end and in full."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from tsunagaru.engines.applications.models import Application, Bundle
from tsunagaru.engines.applications.queries.bundles import drafts_in, parts_of
from tsunagaru.engines.applications.services import bundles
from tsunagaru.engines.applications.services.drafts import Applicant
from tsunagaru.engines.applications.services.screens import sign_bundle
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
    raw = {"_shown": ["news"]}
    saved = bundles.save_stop(
        Bundle.objects.get(), (1, "end"), raw, MultiValueDict(), language="ja", at=now
    )
    assert saved.following is None
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


def stop_of(begun, place):
    return reverse("applications:bundle_stop", args=[begun.bundle, place, "end"])


def test_no_page_asks_what_is_agreed_to_at_the_end_and_what_may_be_declined_stays(browser, begun):
    page = browser.get(stop_of(begun, 1)).content.decode()
    assert NEWS in page
    assert TRUE not in page
    assert TAXES not in page


def test_a_page_with_other_questions_is_left_without_agreeing(browser, begun):
    answer = browser.post(stop_of(begun, 1), {"_shown": ["news"], "news": "on"})
    assert answer["Location"] == page_of(begun)


def test_what_other_questions_hang_on_is_asked_on_its_page():
    a_guide()
    more = {"code": "more", "kind": "text", "label": "納税地", "when": "taxes"}
    a_procedure(**with_page(DOG, said("right", TRUE), said("taxes", TAXES), more))
    applicant, now = Applicant(), clock.now()
    bundles.start_bundle("moving", ["dog"], {}, applicant, at=now)
    row = Bundle.objects.get()
    (part,) = parts_of(row, drafts_in(row), clock.day_of(now))
    assert part.agreed == {"right"}


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
    answers = [one.answers for one in Application.objects.order_by("draft__bundled__position")]
    assert [one["right"] for one in answers] == [True, True]
    assert answers[1]["taxes"] is True
    assert "news" not in answers[1]


def test_a_second_press_leads_to_the_same_receipts_whatever_it_brings(browser, begun):
    names = [field.html_name for field in boxes_in(browser.get(page_of(begun))).values()]
    first = press(browser, begun, names)["Location"]
    assert press(browser, begun)["Location"] == first


@pytest.fixture
def desk(client):
    """Return a clerk's browser and what they begin for somebody, by a way."""
    clerk = a_clerk()
    sign_in(client, clerk)
    return lambda way: (client, started(Applicant(staff=clerk.id, channel=way)))


@pytest.mark.parametrize("way", [Channel.COUNTER, Channel.PHONE])
def test_staff_see_the_sentences_and_tick_once_that_the_applicant_agreed(desk, way):
    clerk, begun = desk(way)
    page = clerk.get(page_of(begun))
    assert TAXES in page.content.decode()
    ((label, box),) = boxes_in(page).items()
    assert ("読み上げ" in label) is (way == Channel.PHONE)
    refused = press(clerk, begun)
    assert refused.status_code == 422
    assert "同意を申請者に確かめて" in refused.content.decode()
    assert press(clerk, begun, [box.html_name]).status_code == 302


def test_whoever_signed_on_the_tablet_has_agreed(desk):
    clerk, begun = desk(Channel.COUNTER)
    sign_bundle(begun.bundle, name="小山 花子", strokes=[], at=clock.now())
    assert boxes_in(clerk.get(page_of(begun))) == {}
    assert press(clerk, begun).status_code == 302
