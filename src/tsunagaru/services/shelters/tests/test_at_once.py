"""Two at the same moment (同時に): one shelter, one person, one stock."""

from functools import partial
from uuid import uuid4

from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.ground.rows.testing import refused_at_once
from tsunagaru.services.shelters.models import Entry, Evacuee, Opening, Stock
from tsunagaru.services.shelters.queries import sites
from tsunagaru.services.shelters.rules.supplies import CannotTakeOut, MoveKind
from tsunagaru.services.shelters.services.opening import open_shelter
from tsunagaru.services.shelters.services.supplies import Moving, move_supply
from tsunagaru.services.shelters.testing import (
    NOON,
    a_tablet,
    an_arrival,
    an_opening,
    sealed,
    send,
    shelters_of_a_town,
)

MANY = 4
at_once = partial(refused_at_once, refusals=(CannotTakeOut,))


def test_many_who_open_one_shelter_open_it_once_and_all_are_of_one_run(shared_database):
    shelters_of_a_town()
    staff = [actor_of(a_clerk(), at=NOON) for _ in range(MANY)]
    places = ["gym", "school"] * (MANY // 2)
    acts = [
        lambda by=by, code=code: open_shelter(code, drill=False, by=by, at=NOON)
        for by, code in zip(staff, places, strict=True)
    ]
    assert at_once(*acts) == [""] * MANY
    assert sorted(Opening.objects.values_list("site", flat=True)) == ["gym", "school"]
    assert Opening.objects.values("run").distinct().count() == 1


def test_one_person_sent_by_many_tablets_at_once_is_one(shared_database):
    gym, school = an_opening("gym"), an_opening("school")
    tablets = [a_tablet(gym if n % 2 else school)[0] for n in range(MANY)]
    acts = [
        lambda one=one: send(one, [sealed(one, an_arrival(n)) for n in range(5)], at=NOON)
        for one in tablets
    ]
    assert at_once(*acts) == [""] * MANY
    assert (Entry.objects.count(), Evacuee.objects.count()) == (5 * MANY, 5)
    assert sites.view(gym).people + sites.view(school).people == 5


def test_one_parcel_sent_at_once_by_two_windows_is_entered_once(shared_database):
    tablet, _ = a_tablet(an_opening())
    boxes = [sealed(tablet, an_arrival(n)) for n in range(5)]
    at_once(*[lambda: send(tablet, boxes, at=NOON)] * 2)
    assert (Entry.objects.count(), Evacuee.objects.count()) == (5, 5)


def test_the_last_bottle_goes_out_once(shared_database):
    opening, by = an_opening(), actor_of(a_clerk(), at=NOON)
    move_supply(opening.pk, Moving("water", MoveKind.IN, 1, uuid4()), by=by, at=NOON)

    def take():
        move_supply(opening.pk, Moving("water", MoveKind.OUT, 1, uuid4()), by=by, at=NOON)

    assert at_once(*[take] * MANY) == ["", *["CannotTakeOut"] * (MANY - 1)]
    assert Stock.objects.get().quantity == 0
