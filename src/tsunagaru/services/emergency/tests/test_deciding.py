"""Properties of the judgement, for any telegram whatever (判定の性質)."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagaru.services.emergency.rules.deciding import decide
from tsunagaru.services.emergency.rules.kinds import Kind, kind_of
from tsunagaru.services.emergency.rules.telegram import (
    INFO_TYPES,
    OFFICIAL,
    STATUSES,
    AreaType,
    Item,
    Telegram,
)
from tsunagaru.services.emergency.rules.threads import key_of, thread_of
from tsunagaru.services.emergency.rules.triggers import Action
from tsunagaru.services.emergency.testing import NOON
from tsunagaru.services.emergency.tests.shared import oyama

TITLES = [
    "土砂災害警戒情報",
    "気象特別警報・警報・注意報",
    "気象警報・注意報（Ｒ０６）（大雨）",
    "震度速報",
    "震源・震度に関する情報",
    "緊急地震速報（警報）",
    "噴火警報・予報",
    "津波情報a",
    "知らない電文",
]
NAMES = [*sorted({name for one in oyama().triggers for name in one.names}), "知らない種類", ""]
CODES = ["2234400", "441", "314", "220000", "JP", "2220500", "442", "306"]
ITEMS = st.builds(
    Item,
    name=st.sampled_from(NAMES),
    area_type=st.sampled_from([*AreaType, "ほかの一覧"]),
    areas=st.lists(st.sampled_from(CODES), max_size=4).map(tuple),
)
TELEGRAMS = st.builds(
    Telegram,
    title=st.sampled_from(TITLES),
    status=st.sampled_from([*STATUSES, "本番", "通常 ", "normal"]),
    info_type=st.sampled_from([*INFO_TYPES, "発表 ", "CANCEL", ""]),
    info_kind=st.just(""),
    event=st.sampled_from(["", "314", "20260701110000"]),
    serial=st.sampled_from(["", "1", "2", "02-06", "x"]),
    office=st.sampled_from(["静岡地方気象台", "気象庁本庁"]),
    reported_at=st.integers(0, 9).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    text=st.sampled_from(["", "小山町で大雨"]),
    items=st.lists(ITEMS, max_size=4).map(tuple),
)
many = settings(max_examples=200, deadline=None)


@many
@given(TELEGRAMS)
def test_whatever_is_not_the_real_thing_carries_drill(telegram):
    assert decide(telegram, oyama()).drill == (telegram.status != OFFICIAL)


@many
@given(TELEGRAMS)
def test_only_what_is_understood_makes_a_draft_and_cancels(telegram):
    action = decide(telegram, oyama()).action
    known = telegram.status in STATUSES and telegram.info_type in INFO_TYPES
    if not known or kind_of(telegram.title) is Kind.UNKNOWN:
        assert action is Action.HOLD
    else:
        assert (action is Action.CANCEL) == (telegram.info_type == "取消")


@many
@given(TELEGRAMS)
def test_a_draft_is_only_ever_about_the_towns_own_areas_and_has_a_text(telegram):
    decision = decide(telegram, oyama())
    if decision.action is Action.DRAFT:
        known = frozenset().union(*(one.codes for one in oyama().areas))
        assert decision.areas
        assert known.issuperset(decision.areas)
        assert decision.text
        assert decision.level in range(6)


@many
@given(TELEGRAMS)
def test_nothing_said_of_the_town_itself_goes_unnoticed(telegram):
    decision = decide(telegram, oyama())
    if decision.why == "elsewhere":
        own = [one for one in oyama().areas if one.own]
        assert not any(area.within(item) for area in own for item in telegram.items)


@many
@given(TELEGRAMS, TELEGRAMS)
def test_drill_and_real_never_share_a_thread_nor_two_kinds_an_event(one, other):
    if thread_of(one) == thread_of(other):
        assert one.status == other.status
        assert one.event == other.event
        families = {kind_of(each.title).removesuffix("_flash") for each in (one, other)}
        assert len(families) == 1
    if key_of(one) == key_of(other):
        assert one.place_in_line == other.place_in_line or one.serial == other.serial
