"""The paper of a circular as PDF (回覧のPDF): for a district, or for one of its groups."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.community.models import Circular, Delivery
from tsunagaru.services.community.queries.addressees import Addressee, addressees
from tsunagaru.services.community.queries.copies import DistrictRun, GroupRun, print_run
from tsunagaru.services.community.queries.offices import offices_in
from tsunagaru.services.community.rules.duties import DUTY_NAMES, Office, who_takes
from tsunagaru.services.community.rules.states import Origin, State

NOBODY = "（空席・不在：役場から届けます）"
LATE, BOTH = "追加", "電子でも読む世帯"
NOTES = ("配付先の一覧は、紙で届ける世帯だけです。電子回覧だけの世帯は載っていません。",)


def paper(row: Circular, district: str, group: str | None, *, at: datetime) -> bytes:
    """Return the PDF for a district, or for one of its groups (回覧のPDF).

    Args:
        group: a group's code, empty for households in none; None for the whole district.

    Raises:
        LookupError: the circular does not go there.
        documents.CannotRender: a character has no glyph.
    """
    found = next(iter(print_run(row, district)), None)
    if found is None:
        raise LookupError(district)
    chosen = [one for one in found.groups if group is None or one.code == group]
    if not chosen:
        raise LookupError(group)
    data = _data(row, found, chosen, at) | {"spare": found.spare if group is None else 0}
    return documents.render("circular", data, at=at, substitute=True)


def _data(
    row: Circular, run: DistrictRun, groups: Sequence[GroupRun], at: datetime
) -> dict[str, Any]:
    day = day_of(at)
    words = row.words
    offices = offices_in(run.code, day)
    names = people.residents([one.resident for one in offices], day=day)
    listed = _listed(row, run.code, at)
    return {
        "town": translate(town.current().name, "ja"),
        "title": words.words["ja"]["title"],
        "number": str(row.number),
        "sender": sender(row),
        "issued_on": day_of(words.at or at),
        "due_on": row.due_on,
        "district": run.name,
        "way": row.get_form_display(),
        "groups": [
            {
                "name": one.name,
                "taker": _taker(who_takes(offices, one.code), names),
                "copies": one.copies,
                "households": listed.get(one.code, []),
            }
            for one in groups
        ],
        "correction": words.note if words.number > 1 else "",
        "withdrawn": row.because if row.state == State.WITHDRAWN else "",
        "body": [one for one in words.words["ja"]["body"].split("\n") if one.strip()],
        "notes": NOTES,
        "office": office_of(row.section),
    }


def sender(row: Circular) -> str:
    """Return whose circular it is, in words (発信元)."""
    if row.origin == Origin.DISTRICT:
        return places.district_names().get(row.district, row.district)
    name = translate(town.current().name, "ja")
    try:
        return f"{name}　{people.section(row.section).name}"
    except people.NoSuchSection:
        return name


def office_of(section: str) -> dict[str, str]:
    """Return where to ask, as documents want it (問い合わせ先)."""
    try:
        found = people.section(section)
    except people.NoSuchSection:
        return {"name": "役場"}
    return {"name": found.name, "address": found.place, "phone": found.phone}


def _taker(office: Office | None, names: Mapping[UUID, people.ResidentView]) -> str:
    if office is None or office.resident not in names:
        return NOBODY
    return f"{DUTY_NAMES[office.duty]}　{names[office.resident].name}　様"


def _listed(row: Circular, district: str, at: datetime) -> dict[str, list[dict[str, str]]]:
    """Return the households on paper by group: family name, place of the house, and no more."""
    rows = list(row.deliveries.filter(district=district, on_paper=True, left_at=None))
    heads = addressees([one.household for one in rows], day_of(at))
    found: dict[str, list[dict[str, str]]] = {}
    for one in sorted(rows, key=lambda one: (one.late, heads[one.household].place)):
        found.setdefault(one.group, []).append(_household(one, heads[one.household]))
    return found


def _household(one: Delivery, head: Addressee) -> dict[str, str]:
    notes = [LATE] if one.late else []
    if one.opened_at is not None:
        notes.append(BOTH)
    name = f"{head.family} 様" if head.family else "（氏名なし）"
    return {"name": name, "address": head.place, "note": "・".join(notes)}
