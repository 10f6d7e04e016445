"""An object for each address of community (画面の見本): of resident A, and of the section."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.testing import Cast, a_clerk, actor_of, move_in
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import (
    Circular,
    Collection,
    Gathering,
    SignUp,
    Survey,
    Term,
)
from tsunagaru.services.community.services import dues, minutes, survey_closing, writing
from tsunagaru.services.community.testing.makers import (
    a_due,
    a_gathering,
    a_home,
    a_leader,
    a_paper_home,
    a_record,
    a_sign_up,
    a_town_with_districts,
    a_written,
)
from tsunagaru.services.community.testing.surveys import a_match, a_survey

Arguments = tuple[dict[str, Any], dict[str, Any]]


def _now(cast: Cast) -> Circular:
    at = clock.now()
    a_town_with_districts(at)
    clerk = actor_of(cast.clerk, at=at)
    asked = a_written(due_on=day_of(at) + timedelta(days=14))
    row = writing.draft(asked, by=clerk, at=at)
    return Circular.objects.get(pk=row)


def _out(cast: Cast) -> Circular:
    at = clock.now()
    home = a_home(at=at)
    row = _now(cast)
    writing.ask(row.pk, by=actor_of(cast.clerk, at=at), at=at)
    writing.approve(row.pk, by=actor_of(a_clerk(role=Role.HEAD), at=at), at=at)
    assert row.deliveries.filter(household=home.id).exists()
    return row


def _draft(cast: Cast) -> Arguments:
    return {"circular": _now(cast).pk}, {"circular": uuid4()}


def _circular(cast: Cast) -> Arguments:
    return {"circular": _out(cast).pk}, {"circular": uuid4()}


def _place(cast: Cast) -> Arguments:
    row = _out(cast).pk
    return {"circular": row, "district": "k1"}, {"circular": uuid4(), "district": "k1"}


def _district(_cast: Cast) -> Arguments:
    a_town_with_districts(clock.now())
    return {"district": "k1"}, {"district": "nowhere"}


def _term(cast: Cast) -> Arguments:
    at = clock.now()
    a_leader(cast.resident_b.id, at=at)
    row = Term.objects.get()
    return {"term": row.pk}, {"term": uuid4()}


def _led(cast: Cast) -> Arguments:
    a_leader(cast.resident_a.id, at=clock.now())
    return {"district": "k1"}, {"district": "nowhere"}


def _entered(cast: Cast) -> Arguments:
    at = clock.now()
    head = a_leader(cast.resident_a.id, at=at)
    return {"home": a_paper_home(head, at=at)}, {"home": uuid4()}


def _led_draft(cast: Cast) -> Arguments:
    at = clock.now()
    head = a_leader(cast.resident_a.id, at=at)
    asked = a_written(due_on=day_of(at) + timedelta(days=14))
    made = writing.draft(asked, by=head, at=at, district="k1")
    return {"circular": made}, {"circular": uuid4()}


def _led_paper(cast: Cast) -> Arguments:
    a_leader(cast.resident_a.id, at=clock.now())
    return _place(cast)


def _rules(_cast: Cast) -> Arguments:
    a_town_with_districts(clock.now())
    return {}, {}


def _readable(cast: Cast) -> Arguments:
    at = clock.now()
    a_town_with_districts(at)
    return _circular(cast)


def _event(cast: Cast) -> Gathering:
    """Let resident A lead the district, post an event of today, and sign up for it."""
    at, id_ = clock.now(), uuid4()
    move_in(cast.resident_a.id, id_, "k1")
    head = a_leader(cast.resident_a.id, at=at)
    row = a_gathering(head, at=at, on=day_of(at), due_on=day_of(at))
    a_sign_up(row, people.households(day=day_of(at), ids=[id_])[0], at=at)
    return row


def _signed(cast: Cast) -> Arguments:
    return {"gathering": _event(cast).pk}, {"gathering": uuid4()}


def _sign_up(cast: Cast) -> Arguments:
    found = SignUp.objects.get(gathering=_event(cast))
    return {"sign_up": found.pk}, {"sign_up": uuid4()}


def _collected(cast: Cast) -> Collection:
    """Let resident A lead the district, belong to it, and have paid a part."""
    at, id_ = clock.now(), uuid4()
    move_in(cast.resident_a.id, id_, "k1")
    head = a_leader(cast.resident_a.id, at=at)
    row = a_due(head, cast.resident_a.name, at=at)
    row.member.household = id_
    row.member.save(update_fields=["household"])
    made = dues.collect(row.pk, 100, day_of(at), by=head, at=at)
    return Collection.objects.get(pk=made)


def _book(cast: Cast) -> Arguments:
    return {"dues": _collected(cast).due.dues_id}, {"dues": uuid4()}


def _due(cast: Cast) -> Arguments:
    return {"due": _collected(cast).due_id}, {"due": uuid4()}


def _member(cast: Cast) -> Arguments:
    return {"member": _collected(cast).due.member_id}, {"member": uuid4()}


def _collection(cast: Cast) -> Arguments:
    return {"collection": _collected(cast).pk}, {"collection": uuid4()}


def _minutes(cast: Cast) -> Arguments:
    """Let resident A live in the district, lead it, and publish minutes."""
    at = clock.now()
    move_in(cast.resident_a.id, uuid4(), "k1")
    head = a_leader(cast.resident_a.id, at=at)
    made = minutes.draft("k1", a_record(held_on=day_of(at)), by=head, at=at)
    minutes.release(made, by=head, at=at)
    return {"minutes": made}, {"minutes": uuid4()}


def _asked(cast: Cast, *, out: bool = True) -> Survey:
    """Let resident A live in the district, lead it, and ask its households."""
    at = clock.now()
    move_in(cast.resident_a.id, uuid4(), "k1")
    head = a_leader(cast.resident_a.id, at=at)
    return a_survey(head, at=at, out=out, due_on=day_of(at) + timedelta(days=9))


def _survey(cast: Cast) -> Arguments:
    return {"survey": _asked(cast).pk}, {"survey": uuid4()}


def _match(cast: Cast) -> Arguments:
    row, by = _asked(cast), actor_of(cast.resident_a.id, at=clock.now())
    match = a_match(row, by, at=clock.now())
    return {"survey": row.pk, "match": match.pk}, {"survey": uuid4(), "match": uuid4()}


def _survey_draft(cast: Cast) -> Arguments:
    return {"survey": _asked(cast, out=False).pk}, {"survey": uuid4()}


def _survey_closed(cast: Cast) -> Arguments:
    row, at = _asked(cast), clock.now()
    survey_closing.close_early(row.pk, by=actor_of(cast.resident_a.id, at=at), at=at)
    return {"survey": row.pk}, {"survey": uuid4()}


SPECIMENS: dict[str, Callable[[Cast], Arguments]] = {
    "community:edit": _draft,
    **{f"community:{page}": _circular for page in ("staff_circular", "correct", "act")},
    **{f"community:{page}": _place for page in ("receipts", "paper", "round")},
    **{f"community:{page}": _district for page in ("staff_district", "appoint", "group")},
    "community:staff_roster": _district,
    "community:roster": _led,
    "community:paper_homes": _led,
    "community:asked_homes": _district,
    **{
        f"community:{page}": _entered
        for page in ("paper_home", "remove_home", "home_same", "staff_paper_home", "home_act")
    },
    **{f"community:{page}": _led for page in ("head_gatherings", "write_gathering")},
    **{
        f"community:{page}": _signed
        for page in (
            "gathering",
            "withdraw",
            "head_gathering",
            "change_gathering",
            "cancel_gathering",
            "count_gathering",
            "gathering_paper",
            "enter_sign_up",
        )
    },
    **{f"community:{page}": _sign_up for page in ("sign_up", "withdraw_sign_up", "sign_up_told")},
    **{f"community:{page}": _led for page in ("head_surveys", "write_survey")},
    **{
        f"community:{page}": _survey
        for page in (
            "survey",
            "head_survey",
            "survey_act",
            "extend_survey",
            "withdraw_survey",
            "enter_answer",
            "survey_answers",
            "survey_sheet",
        )
    },
    "community:undo_match": _match,
    "community:change_survey": _survey_draft,
    **{f"community:{page}": _survey_closed for page in ("summarise_survey", "survey_result")},
    **{f"community:{page}": _led for page in ("head_minutes_list", "write_minutes")},
    **{
        f"community:{page}": _minutes
        for page in ("minutes", "head_minutes", "change_minutes", "minutes_act")
    },
    **{f"community:{page}": _led for page in ("head_dues", "members", "copy_members")},
    **{f"community:{page}": _book for page in ("dues_book", "amend_dues", "dues_totals")},
    **{f"community:{page}": _due for page in ("due", "collect", "relieve")},
    **{f"community:{page}": _member for page in ("member", "member_leaves")},
    **{f"community:{page}": _collection for page in ("own_receipt", "take_back", "dues_receipt")},
    "community:hand_over": _led,
    "community:away": _led,
    "community:end_term": _term,
    "community:term_away": _term,
    **{f"community:{page}": _led for page in ("district", "head_write")},
    **{f"community:{page}": _led_draft for page in ("head_circular", "head_change", "head_act")},
    **{f"community:{page}": _led_paper for page in ("head_paper", "head_round")},
    "community:read": _readable,
}
