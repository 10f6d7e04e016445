"""A drawer closed with a gap: a large one is counted twice, and accounts look at every one."""

import pytest
from django.test import Client
from django.urls import reverse

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.models import Drawer
from tsunagaru.engines.payments.offers import work
from tsunagaru.engines.payments.services.counter import (
    CannotCloseUnexplained,
    CannotUseDrawer,
    Count,
)
from tsunagaru.engines.payments.testing import MONDAY, a_drawer, a_setup
from tsunagaru.ground.ledger.testing import audited, published
from tsunagaru.ground.people.testing import a_clerk, actor_of, sign_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor

pytestmark = pytest.mark.django_db
CLERK = Actor(name="窓口 係")


@pytest.fixture
def drawer():
    a_setup(section="kaikei", drawer_gap_yen=500)
    return a_drawer(float_yen=10_000, at=clock.now())


@pytest.fixture
def counter():
    """A clerk at the counter, signed in."""
    return sign_in(Client(), a_clerk(section="jumin"))


def accountant():
    return a_clerk(section="kaikei")


def close(drawer, pieces, *, again_yen=None):
    count = Count(pieces, "渡し間違い", again_yen)
    return services.close_drawer(drawer.pk, count, by=CLERK, at=MONDAY)


def path(name, row):
    return reverse(f"payments:{name}", args=[row.pk])


def test_a_gap_up_to_the_towns_limit_needs_no_second_count(drawer):
    assert close(drawer, {500: 19}).difference_yen == -500


@pytest.mark.parametrize("again_yen", [None, 9_400, 10_000])
def test_a_large_gap_closes_only_when_a_second_count_comes_to_the_same(drawer, again_yen):
    with pytest.raises(CannotCloseUnexplained) as gap:
        close(drawer, {100: 94, 50: 1, 1: 49}, again_yen=again_yen)
    assert (gap.value.uncounted, gap.value.unexplained) == (True, False)
    assert close(drawer, {100: 94, 50: 1, 1: 49}, again_yen=9_499).recounted_yen == 9_499


def test_the_page_asks_for_the_second_count_only_where_the_gap_is_large(drawer, counter):
    assert "もう一度数えた合計" not in counter.get(path("drawer", drawer)).content.decode()
    sent = {"n1000": "9", "explanation": "渡し間違い"}
    asked = counter.post(path("drawer", drawer), sent)
    assert asked.status_code == 422
    assert "もう一度数えて、枚数と合計を合わせてください" in asked.content.decode()
    assert 'name="again_yen"' in asked.content.decode()
    assert counter.post(path("drawer", drawer), sent | {"again_yen": ""}).status_code == 422
    assert counter.post(path("drawer", drawer), sent | {"again_yen": "8000"}).status_code == 422
    assert counter.post(path("drawer", drawer), sent | {"again_yen": "9,000"}).status_code == 302
    page = counter.get(path("drawer", drawer)).content.decode()
    assert "<dt>もう一度数えた合計</dt><dd>9,000円</dd>" in page


def test_what_was_miscounted_closes_without_a_second_count_once_it_is_right(drawer, counter):
    counter.post(path("drawer", drawer), {"n1000": "9", "explanation": "渡し間違い"})
    right = {"n1000": "10", "again_yen": "", "explanation": ""}
    assert counter.post(path("drawer", drawer), right).status_code == 302
    assert Drawer.objects.get().difference_yen == 0


def test_every_gap_stands_on_the_desk_of_accounts_until_somebody_there_has_seen_it(drawer):
    staff = accountant()
    close(drawer, {500: 20, 10: 1})
    (item,) = work.gaps(actor_of(staff), MONDAY)
    assert item.title == "レジの過不足：住民 窓口（帳簿より10円多い）"
    assert work.gaps(actor_of(a_clerk(section="jumin")), MONDAY) == []
    there = sign_in(Client(), staff)
    assert there.post(path("drawer_seen", drawer), {"words": " "}).status_code == 422
    sent = {"words": "翌日も様子を見ます"}
    assert there.post(path("drawer_seen", drawer), sent).status_code == 302
    assert "翌日も様子を見ます" in there.get(path("drawer", drawer)).content.decode()
    assert work.gaps(actor_of(staff), MONDAY) == []
    again = there.post(path("drawer_seen", drawer), sent, follow=True)
    assert "すでに確認済み" in again.content.decode()
    assert len(audited("drawer.gap_noted")) == len(published("drawer.gap_noted")) == 1


def test_the_counter_waits_for_accounts_and_cannot_note_it_itself(drawer, counter):
    close(drawer, {500: 20, 10: 1})
    page = counter.get(path("drawer", drawer)).content.decode()
    assert "会計の担当課の確認を待っています" in page
    assert counter.post(path("drawer_seen", drawer), {"words": "見ました"}).status_code == 404


def test_a_drawer_that_agrees_leaves_nothing_to_see(drawer):
    close(drawer, {10_000: 1})
    assert work.gaps(actor_of(accountant()), MONDAY) == []
    with pytest.raises(CannotUseDrawer):
        services.see_gap(drawer.pk, words="見ました", by=CLERK, at=MONDAY)
