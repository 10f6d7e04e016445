"""Many answer, press and write at the same moment (同時の返事・手順・記録): nothing is lost."""

import pytest

from tsunagaru.engines.messages.testing import a_subscriber, broadcasts
from tsunagaru.ground.people.testing import a_clerk, a_resident, actor_of
from tsunagaru.kernel import clock
from tsunagaru.services.emergency.models import Headquarters, Person
from tsunagaru.services.emergency.queries.headquarters import broken
from tsunagaru.services.emergency.rules.headquarters import EntryKind
from tsunagaru.services.emergency.rules.safety import Safety, Way
from tsunagaru.services.emergency.services import headquarters, rounds
from tsunagaru.services.emergency.services.answers import Said, Whose, answer
from tsunagaru.services.emergency.testing import a_round, rules_of_a_town
from tsunagaru.services.emergency.tests.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def chain(person):
    return list(person.answers.values_list("number", "counts"))


def saying(row, whose, state, at, number):
    """Return an act that answers in words of its own (返事)."""
    said = Said(state=state, way=Way.ONLINE, note=f"{number}人目の知らせ")
    return lambda: answer(row.pk, whose, said, at=at)


def test_the_same_pressed_many_times_at_once_is_one_answer(shared_database):
    who = a_subscriber("r@example.jp", at=clock.now())
    row, at = a_round(actor_of(a_clerk())), clock.now()
    whose = Whose(subscriber=who.pk)
    assert at_once(*[saying(row, whose, Safety.SAFE, at, 1)] * MANY) == [""] * MANY
    assert chain(row.people.get()) == [(1, True)]


def test_answers_of_one_person_at_once_make_one_chain(shared_database):
    who = a_subscriber("r@example.jp", at=clock.now())
    row, at = a_round(actor_of(a_clerk())), clock.now()
    whose = Whose(subscriber=who.pk)
    assert at_once(*[saying(row, whose, Safety.SAFE, at, n) for n in range(MANY)]) == [""] * MANY
    found = chain(row.people.get())
    assert [number for number, _ in found] == [1, 2, 3, 4]
    assert sum(counts for _, counts in found) == 1


def test_somebody_who_was_not_asked_answers_twice_at_once_and_is_one_person(shared_database):
    row, person, at = a_round(actor_of(a_clerk())), a_resident(), clock.now()
    whose = Whose(resident=person.id)
    assert at_once(*[saying(row, whose, Safety.HELP, at, n) for n in range(2)]) == ["", ""]
    assert Person.objects.get(round=row).number == 2


def test_a_step_that_many_take_at_once_is_taken_once(shared_database):
    a_subscriber("r@example.jp", at=clock.now())
    row, at = a_round(actor_of(a_clerk())), clock.now()
    step = row.steps.get(kind="every_way").pk
    at_once(*[lambda: rounds.take_step(step, by=None, at=at)] * MANY)
    assert len(broadcasts()) == 2


def test_entries_written_at_once_stand_in_one_unbroken_chain(shared_database):
    clerk, at = actor_of(a_clerk()), clock.now()
    rules_of_a_town(at=at)
    made = headquarters.open_headquarters("本部", "first", drill=False, by=clerk, at=at)
    note = headquarters.Note(kind=EntryKind.DAMAGE, text="倒木")
    assert at_once(*[lambda: headquarters.write(made, note, by=clerk, at=at)] * MANY) == [""] * MANY
    row = Headquarters.objects.get(pk=made)
    assert row.entries.count() == MANY + 1
    assert broken(row) == 0
