"""A household is never without both paper and a confirmed reader (紙の規則)."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tsunagaru.services.community.rules import paper
from tsunagaru.services.community.rules.paper import PaperRule, Reading, Wish

PEOPLE = [UUID(int=n) for n in range(3)]
RULE = PaperRule(missed=2, opened=2)
ANNA, BEN, _ = PEOPLE
person = st.sampled_from(PEOPLE)
acts = st.one_of(
    st.tuples(st.just("choose"), st.sampled_from(list(Wish))),
    st.tuples(st.just("confirm"), person),
    st.tuples(st.just("open"), person),
    st.tuples(st.just("miss"), st.none()),
    st.tuples(st.just("move"), st.sets(person)),
)


def does(reading, act, what):
    return {
        "choose": lambda: paper.choose(reading, what),
        "confirm": lambda: paper.confirm(reading, what),
        "open": lambda: paper.open_one(reading, what, RULE),
        "miss": lambda: paper.miss(reading, RULE),
        "move": lambda: paper.stay(reading, what),
    }[act]()


@given(st.lists(acts, max_size=30))
def test_paper_stops_only_for_who_asked_and_reads_and_lives_there(happened):
    reading, living, asked = Reading(), set(PEOPLE), Wish.PAPER
    shown = dict.fromkeys(PEOPLE, 0)  # what each has shown since paper last came back
    for act, what in happened:
        if act == "move":
            living = set(what)
            shown = {one: n if one in living else 0 for one, n in shown.items()}
        elif act == "choose":
            asked = what
        elif act in {"confirm", "open"} and what in living:
            shown[what] += RULE.opened if act == "confirm" else 1
        elif act in {"confirm", "open"}:
            continue  # who does not live there opens no page of the household
        before = reading
        reading = does(reading, act, what)
        if act == "miss" and not before.on_paper and reading.on_paper:
            shown = dict.fromkeys(PEOPLE, 0)
        if not reading.on_paper:
            assert asked is Wish.DIGITAL
            assert reading.readers
            assert reading.readers <= living
            assert all(shown[one] >= RULE.opened for one in reading.readers)


@given(st.lists(acts, max_size=30), st.integers(1, 5))
def test_reading_that_stops_brings_paper_back_after_the_towns_number(happened, missed):
    rule = PaperRule(missed=missed, opened=2)
    reading = Reading()
    for act, what in happened:
        reading = does(reading, act, what)
    for _ in range(missed):
        reading = paper.miss(reading, rule)
    assert reading.on_paper


def test_nobody_is_asked_nothing_stops():
    assert paper.confirm(Reading(), ANNA).on_paper


def test_the_trial_stops_paper_for_who_asked():
    asked = paper.choose(Reading(), Wish.DIGITAL)
    assert asked.on_paper
    assert not paper.confirm(asked, ANNA).on_paper


def test_two_circulars_really_opened_are_as_good_as_the_trial():
    once = paper.open_one(paper.choose(Reading(), Wish.DIGITAL), ANNA, RULE)
    assert once.on_paper
    assert not paper.open_one(once, ANNA, RULE).on_paper


def test_each_of_two_who_opened_one_is_no_reader_yet():
    once = paper.open_one(paper.choose(Reading(), Wish.DIGITAL), ANNA, RULE)
    assert paper.open_one(once, BEN, RULE).on_paper


def test_one_of_two_readers_may_move_away_and_the_last_may_not():
    both = paper.confirm(paper.confirm(paper.choose(Reading(), Wish.DIGITAL), ANNA), BEN)
    assert not paper.stay(both, {BEN}).on_paper
    assert paper.stay(both, set()).on_paper


def test_a_circular_read_in_between_begins_the_count_anew():
    reads = paper.confirm(paper.choose(Reading(), Wish.DIGITAL), ANNA)
    missed = paper.open_one(paper.miss(reads, RULE), ANNA, RULE)
    assert not paper.miss(missed, RULE).on_paper


def test_who_wants_both_keeps_paper():
    reads = paper.confirm(paper.choose(Reading(), Wish.BOTH), ANNA)
    assert reads.on_paper
    assert paper.miss(paper.miss(reads, RULE), RULE).readers == {ANNA}
