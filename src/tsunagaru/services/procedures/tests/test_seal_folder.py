"""Decisions about seals outlive every loading of the town folder (押印の決定と町フォルダ)."""

from dataclasses import replace
from datetime import date

import pytest

from tsunagaru.engines.applications.testing import NOON
from tsunagaru.ground.people.testing import a_clerk, actor_of
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Edited
from tsunagaru.services.procedures import queries, services
from tsunagaru.services.procedures.definitions import DecisionRow, ParsedRegister
from tsunagaru.services.procedures.models import SealDecision
from tsunagaru.services.procedures.rules.seals import Verdict
from tsunagaru.services.procedures.testing import an_entry

pytestmark = pytest.mark.django_db


def decide(codes, verdict, person):
    what = services.Resolution(verdict, "記名で足りるため。", date(2026, 4, 1), "kikaku")
    return services.decide_seals(codes, what, by=actor_of(person), at=NOON)


def test_a_decision_made_in_the_browser_outlives_every_loading_of_the_folder():
    office = a_clerk(section="kikaku", role=Role.DX_OFFICE)
    an_entry()
    an_entry(code="other", name="ほかの届出")
    folder = ParsedRegister(tuple(queries.written()), ())
    services.apply(folder, NOON)
    decide(["moving-within"], Verdict.ABOLISH, office)
    more = replace(folder, rows=(*folder.rows, _another(folder.rows[0])), edited=Edited.KEEP)
    for _ in range(2):
        services.apply(more, NOON)
        assert not queries.row("moving-within").seal.is_stamp
        (decided,) = queries.history("moving-within")
        assert decided.row.reason == "記名で足りるため。"
    assert queries.row("third") is not None
    with_it = replace(more, decisions=(_as_row(decided.row),))
    services.apply(with_it, NOON)
    assert len(queries.history("moving-within")) == 1
    assert SealDecision.objects.get().staff == actor_of(office).staff


def _another(row):
    return row.model_copy(update={"code": "third", "name": "さらに別の届出"})


def _as_row(decision):
    return DecisionRow.model_validate(
        {name: getattr(decision, name) for name in DecisionRow.model_fields}
    )
