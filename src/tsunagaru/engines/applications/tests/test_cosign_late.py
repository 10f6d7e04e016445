"""A co-signer's link lasts its whole last day, and then says what follows (期限切れの署名)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.applications.models import Application, Cosignature, Draft, Procedure
from tsunagaru.engines.applications.offers.work import read_cosigning
from tsunagaru.engines.applications.queries.cosigning import over_of
from tsunagaru.engines.applications.services import cosigning
from tsunagaru.engines.applications.testing import NAME, OWNER, a_procedure, version_in_force
from tsunagaru.ground.ledger.testing import published
from tsunagaru.ground.people.testing import a_clerk, a_resident, a_section, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import JST, end_of_day

pytestmark = pytest.mark.django_db
SPOUSE = {"code": "spouse", "name": {"ja": "配偶者"}, "statement": {"ja": "同意します。"}}
NEXT = "これからのこと"


@pytest.fixture
def code(client):
    """Return the code of somebody who is asked to sign what was filled in."""
    a_section("seikatsu", "生活環境課", phone="0550-76-6130")
    a_procedure(cosigners=[SPOUSE])
    page = client.post("/apply/dog/")["Location"]
    confirm = client.post(client.post(page, OWNER)["Location"], NAME)["Location"]
    waiting = client.post(confirm.replace("confirm", "submit"))
    return next(one for _, one in waiting.context["people"] if one)


def by_link(code):
    return Client().get(reverse("applications:part_link", args=[code]), follow=True)


def by_code(code):
    return Client().post(reverse("applications:part"), {"code": code}, follow=True)


def let_it_end():
    Cosignature.objects.update(expires_at=clock.now())


def test_a_day_lasts_to_its_last_moment_in_japan():
    morning = datetime(2026, 12, 1, 9, tzinfo=JST)
    assert end_of_day(morning, days=14).isoformat() == "2026-12-15T23:59:59.999999+09:00"
    before_nine = datetime(2026, 12, 1, 0, 30, tzinfo=JST)
    assert end_of_day(before_nine).date() == before_nine.date()


def test_a_link_is_good_for_the_whole_of_the_day_it_names(code):
    row = Cosignature.objects.get()
    last = end_of_day(row.asked_at, days=14)
    assert over_of(row, last - timedelta(minutes=1)) == ""
    assert cosigning.expire(at=last - timedelta(minutes=1)) == 0
    assert over_of(row, last + timedelta(minutes=1))


@pytest.mark.parametrize("opened", [by_link, by_code])
def test_a_late_link_says_what_it_was_for_what_follows_and_whom_to_call(code, opened):
    let_it_end()
    answer = opened(code)
    text = answer.content.decode()
    assert answer.status_code == 404
    assert "「犬の登録」のために、署名を依頼された" in text
    assert NEXT in text
    assert 'href="tel:0550-76-6130"' in text
    assert "花子" not in text


@pytest.mark.parametrize("opened", [by_link, by_code])
def test_it_says_the_same_once_the_draft_went_back_to_its_applicant(code, opened):
    let_it_end()
    cosigning.expire(at=clock.now())
    assert Draft.objects.get().state == "open"
    assert NEXT in opened(code).content.decode()


def test_a_request_called_back_promises_nothing_but_tells_why(code):
    cosigning.reopen(Draft.objects.get().pk, at=clock.now())
    text = by_code(code).content.decode()
    assert "内容を直したか取りやめたため" in text
    assert NEXT not in text


def waiting_page(client, **pressed):
    address = reverse("applications:cosigning", args=[Draft.objects.get().pk])
    return client.post(address, pressed) if pressed else client.get(address)


def test_the_applicant_reads_that_the_time_is_over_before_the_day_has_been_closed(client, code):
    let_it_end()
    text = waiting_page(client).content.decode()
    assert "署名の期限が過ぎました" in text
    assert "署名を待っています" not in text
    assert "新しいリンクとコードを作る" not in text
    again = waiting_page(client, change="1")["Location"]
    assert "もう一度署名を依頼するには" in client.get(again).content.decode()


def test_whoever_gives_up_after_the_end_deletes_what_was_filled_in(client, code):
    let_it_end()
    discard = waiting_page(client, give_up="1")["Location"]
    client.post(discard)
    assert Draft.objects.get().state == "abandoned"


def confirmation(client):
    return client.get(reverse("applications:confirm", args=[Draft.objects.get().pk]))


def test_what_came_back_says_why_until_it_is_asked_for_again(client, code):
    let_it_end()
    cosigning.expire(at=clock.now())
    text = confirmation(client).content.decode()
    assert "全員の署名がそろわないまま期限が過ぎたため" in text
    assert reverse("applications:discard", args=[Draft.objects.get().pk]) in text
    asked = client.post(reverse("applications:submit", args=[Draft.objects.get().pk]))
    assert "署名を待っています" in asked.content.decode()
    waiting_page(client, change="1")
    assert "期限が過ぎた" not in confirmation(client).content.decode()


def test_what_the_applicant_took_back_in_time_does_not_say_that_it_is_late(client, code):
    waiting_page(client, change="1")
    let_it_end()
    assert "期限が過ぎた" not in confirmation(client).content.decode()


@pytest.fixture
def stuck(client, code):
    """Return what all have signed, while the procedure took nothing in."""
    Procedure.objects.update(withdrawn_at=clock.now())
    shown = Client()
    url = shown.post(reverse("applications:part"), {"code": code})["Location"]
    digest = shown.get(url).context["row"].digest
    shown.post(url, {"name": "小山 健", "digest": digest})
    return Draft.objects.get()


def press(client, draft):
    return client.post(reverse("applications:submit", args=[draft.pk]))


def test_what_all_have_signed_and_could_not_be_handed_in_is_handed_in_with_one_press(client, stuck):
    (told,) = published("application.hand_in_stopped")
    assert told["why"] == "closed"
    page = client.get(reverse("applications:cosigning", args=[stuck.pk])).content.decode()
    assert "署名がそろいました" in page
    assert "次の方が全員署名すると、自動で申請します。" not in page
    refused = press(client, stuck)
    assert refused.status_code == 409
    assert "受付期間が終わったため" in refused.content.decode()
    Procedure.objects.update(withdrawn_at=None)
    assert "/apply/done/" in press(client, stuck)["Location"]
    (made,) = Application.objects.all()
    assert [one.name for one in made.draft.cosignatures.all()] == ["小山 健"]


def test_what_all_have_signed_falls_back_once_the_time_of_the_signatures_is_over(client, stuck):
    assert cosigning.expire(at=clock.now()) == 0
    let_it_end()
    waits = client.get(reverse("applications:cosigning", args=[stuck.pk])).content.decode()
    assert "申請できないまま署名の期限が過ぎたため" in waits
    assert (cosigning.expire(at=clock.now()), cosigning.expire(at=clock.now())) == (1, 0)
    assert Draft.objects.get().state == "open"
    text = confirmation(client).content.decode()
    assert "申請できないまま署名の期限が過ぎたため" in text
    assert "全員の署名がそろわないまま" not in text
    Procedure.objects.update(withdrawn_at=None)
    assert "署名を待っています" in press(client, stuck).content.decode()


def test_the_clerk_who_took_it_sees_what_could_not_be_handed_in(stuck):
    clerk = a_clerk(section="seikatsu")
    Draft.objects.update(staff=clerk.id)
    (item,) = read_cosigning(actor_of(clerk), clock.now())
    assert (str(stuck.pk) in item.url, item.state) == (True, "署名がそろいました")


def test_a_refusal_does_not_keep_it_waiting_for_ever(client, code):
    Cosignature.objects.update(state="refused")
    let_it_end()
    assert (cosigning.expire(at=clock.now()), cosigning.expire(at=clock.now())) == (1, 0)
    assert Draft.objects.get().state == "open"


def test_what_needs_nobody_any_more_is_handed_in_as_of_today(client, code):
    cosigning.expire(at=clock.now() + timedelta(days=20))
    row = Draft.objects.get()
    assert row.settled_at is not None
    a_procedure(cosigners=[])
    Draft.objects.update(version=version_in_force("dog"))
    done = client.post(reverse("applications:submit", args=[row.pk]))
    assert "/apply/done/" in done["Location"]


def test_a_resident_reads_it_wherever_what_is_filled_in_is_listed(code):
    person, theirs = a_resident(), Client()
    Draft.objects.update(resident=person.id)
    let_it_end()
    cosigning.expire(at=clock.now())
    sign_in(theirs, person)
    for page in (reverse("applications:mine"), "/apply/dog/", "/my/"):
        assert "署名の期限が過ぎました" in theirs.get(page).content.decode(), page


def test_the_clerk_who_took_it_is_told_on_the_desk_and_on_its_page(code):
    clerk, other, browser = a_clerk(section="seikatsu"), a_clerk(section="zeimu"), Client()
    Draft.objects.update(staff=actor_of(clerk, at=clock.now()).staff, channel="counter")
    assert read_cosigning(actor_of(clerk, at=clock.now()), clock.now()) == []
    let_it_end()
    for _ in ("before the day is closed", "after"):
        (item,) = read_cosigning(actor_of(clerk, at=clock.now()), clock.now())
        assert (item.state, item.urgent) == ("署名の期限が過ぎました", True)
        cosigning.expire(at=clock.now())
    assert read_cosigning(actor_of(other, at=clock.now()), clock.now()) == []
    sign_in(browser, clerk)
    text = browser.get(item.url, follow=True).content.decode()
    assert "窓口で署名してもらってください" in text
