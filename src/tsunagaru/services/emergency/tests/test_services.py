"""A telegram comes once, makes, replaces or cancels the draft of its thread, and no other's."""

import pytest

from tsunagaru.ground.ledger.testing import published
from tsunagaru.services.emergency.models import Draft, Telegram
from tsunagaru.services.emergency.services.ingesting import CannotJudge
from tsunagaru.services.emergency.testing import (
    ELSEWHERE,
    NOON,
    a_telegram,
    received,
    rules_of_a_town,
)

pytestmark = pytest.mark.django_db
LATER = "2026-07-01T11:30:00+09:00"
LAST = "2026-07-01T11:50:00+09:00"
WEATHER = {"title": "気象特別警報・警報・注意報", "event": "", "serial": ""}


@pytest.fixture
def town():
    rules_of_a_town()


def states():
    return sorted((one.level, one.drill, one.state) for one in Draft.objects.all())


def test_a_telegram_makes_one_draft_however_often_it_comes(town):
    first = received(a_telegram())
    again = received(a_telegram())
    assert (first.again, again.again, again.telegram) == (False, True, first.telegram)
    draft = Draft.objects.get()
    assert (draft.level, draft.areas, draft.state) == (4, ["2234400"], "waiting")
    assert draft.words["ja"]["body"] == "11:00土砂災害に警戒してください。"
    assert len(published("emergency.telegram_received")) == 1
    assert published("emergency.alert_drafted")[0]["level"] == "4"


def test_the_same_number_with_another_content_is_held_for_a_person(town):
    received(a_telegram())
    other = a_telegram(name="解除")
    found = received(other)
    assert (found.decision.action, found.decision.why, found.draft) == ("hold", "conflict", None)
    assert received(other).decision.action == "hold"
    assert Telegram.objects.count() == 2
    assert states() == [(4, False, "waiting")]


def test_what_is_about_others_is_noted_and_its_content_not_kept(town):
    found = received(a_telegram(area=ELSEWHERE))
    row = Telegram.objects.get(pk=found.telegram)
    assert (row.action, row.content, row.areas) == ("ignore", "", [])
    assert not Draft.objects.exists()


def test_a_correction_replaces_the_draft_even_where_it_says_the_same(town):
    received(a_telegram())
    found = received(a_telegram(info_type="訂正", reported=LATER))
    assert states() == [(4, False, "superseded"), (4, False, "waiting")]
    assert Draft.objects.get(state="superseded").replaced_by_id == found.draft
    assert published("emergency.alert_drafted")[-1]["correction"] == "yes"


def test_the_same_said_again_leaves_the_draft_that_people_may_have_edited(town):
    first = received(a_telegram())
    assert received(a_telegram(serial="2", reported=LATER)).draft is None
    assert Draft.objects.get(state="waiting").pk == first.draft


def test_a_cancellation_ends_exactly_the_drafts_of_its_event(town):
    ours = received(a_telegram(event="A"))
    others = received(a_telegram(event="B"))
    weather = received(a_telegram(**WEATHER, name="大雨警報"))
    found = received(a_telegram(event="A", info_type="取消", reported=LATER))
    assert found.decision.action == "cancel"
    assert Draft.objects.get(telegram=ours.telegram).state == "cancelled"
    kept = Draft.objects.filter(state="waiting").values_list("pk", flat=True)
    assert set(kept) == {others.draft, weather.draft}
    assert [one["subject"] for one in published("emergency.alert_cancelled")] == [ours.draft]


@pytest.mark.parametrize("status", ["訓練", "試験"])
def test_a_drill_makes_a_marked_draft_and_touches_no_real_one(town, status):
    real = received(a_telegram())
    drill = received(a_telegram(status=status))
    draft = Draft.objects.get(telegram=drill.telegram)
    assert draft.drill
    for language, mark in (("ja", "訓練"), ("easy", "くんれん"), ("en", "DRILL")):
        assert mark in draft.words[language]["title"]
    assert draft.words["ja"]["body"].startswith("これは訓練です。")
    received(a_telegram(status=status, info_type="取消", reported=LATER))
    assert Draft.objects.get(telegram=drill.telegram).state == "cancelled"
    assert Draft.objects.get(telegram=real.telegram).state == "waiting"
    assert not Draft.objects.filter(drill=False).exclude(telegram=real.telegram).exists()


def test_a_real_cancellation_leaves_the_drill_alone(town):
    drill = received(a_telegram(status="訓練"))
    received(a_telegram(info_type="取消", reported=LATER))
    assert Draft.objects.get(telegram=drill.telegram).state == "waiting"


def test_what_comes_out_of_order_changes_nothing_any_more(town):
    received(a_telegram(serial="2", info_type="取消", reported=LATER))
    assert received(a_telegram()).draft is None
    assert not Draft.objects.exists()


def test_a_late_cancellation_leaves_what_was_issued_after_it(town):
    received(a_telegram(serial="3", reported=LAST))
    received(a_telegram(serial="2", info_type="取消", reported=LATER))
    assert states() == [(4, False, "waiting")]


def test_a_warning_that_is_raised_and_lifted_is_followed(town):
    received(a_telegram(**WEATHER, name="大雨警報"))
    received(a_telegram(**WEATHER, name="大雨特別警報", reported=LATER))
    assert states() == [(3, False, "superseded"), (5, False, "waiting")]
    received(a_telegram(**WEATHER, name="解除", reported=LAST))
    assert states()[0] == (0, False, "waiting")


def test_a_warning_that_sinks_below_the_towns_rules_waits_no_longer(town):
    received(a_telegram(**WEATHER, name="大雨警報"))
    received(a_telegram(**WEATHER, name="大雨注意報", reported=LATER))
    assert states() == [(3, False, "superseded")]


def test_an_all_clear_without_an_alert_makes_no_draft(town):
    assert received(a_telegram(name="解除")).draft is None


def test_a_name_that_no_rule_knows_is_held_when_it_is_about_the_town(town):
    assert received(a_telegram(name="新しい警戒")).decision.action == "hold"
    elsewhere = a_telegram(name="新しい警戒", area=ELSEWHERE, event="B")
    assert received(elsewhere).decision.action == "ignore"


def test_a_headline_is_never_taken_for_a_blank(town):
    received(a_telegram(text="{time}{headline}"))
    assert Draft.objects.get().words["ja"]["body"] == "11:00{time}{headline}"


def test_a_town_without_rules_judges_nothing():
    with pytest.raises(CannotJudge):
        received(a_telegram(), at=NOON)
    assert not Telegram.objects.exists()
