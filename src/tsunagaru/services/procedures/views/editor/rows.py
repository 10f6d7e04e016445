"""Things as a row of the editor lists them (一覧の行)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.queries import Editing
from tsunagaru.services.procedures.rules import items, money
from tsunagaru.services.procedures.rules.items import Shelf
from tsunagaru.services.procedures.rules.trees import CannotEdit, ja_of


@dataclass(frozen=True)
class Row:
    """One thing as the list shows it (一覧の行)."""

    label: str
    note: str
    condition: str
    seen: str


def rows_of(found: Editing, what: str) -> list[Row] | None:
    """Return the rows of a kind; None where there can be none yet."""
    try:
        listed = items.things(found.tree, Shelf(what))
    except CannotEdit:
        return None
    return [_row(what, one) for one in listed]


def _row(what: str, one: Mapping[str, Any]) -> Row:
    label, note, condition = _of_money(what, one) if what in items.ALONE else _of_thing(one)
    if what == "reduction":
        note = f"減額する額：{one['off']}"
    return Row(label, note, condition, items.fingerprint(one))


def _of_thing(one: Mapping[str, Any]) -> tuple[str, str, str]:
    words = one if isinstance(one, str) or "ja" in one else {}
    label = words or one.get("label") or one.get("name") or one.get("text")
    notice = one.get("notice") if isinstance(one, Mapping) else None
    notes = [str(one["code"]) if "code" in one else "", ja_of(notice["title"]) if notice else ""]
    condition = str(one.get("when") or "") if not isinstance(one, str) else ""
    return ja_of(label), "　".join(filter(None, notes)), condition


def _of_money(what: str, one: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return how fee, payment or visit is listed: what holds, and on which condition."""
    if what == "fee":
        return money.fee_in_words(one), ja_of(one["text"]), ""
    if what == "payment":
        required = str(one.get("required", money.ALWAYS))
        told = money.BEFORE.get(required, "")
        note = (
            f"支払いを確かめてから認めるか：{told}"
            if told
            else "条件により、支払いを確かめて認める"
        )
        return money.payment_in_words(one), note, "" if told else required
    resource, when = str(one["resource"]), str(one.get("when", money.ALWAYS))
    name = queries.visit_resources().get(resource, resource)
    return name, resource, "" if when == money.ALWAYS else when
