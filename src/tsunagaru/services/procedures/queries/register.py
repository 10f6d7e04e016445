"""Reads of the register (手続台帳の参照): what the register and the forms in force say together."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from tsunagaru.engines.applications import api as applications
from tsunagaru.engines.applications.api import ProcedureDefinition
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.calendar import FiscalYear
from tsunagaru.kernel.clock import JST, day_of
from tsunagaru.kernel.events import Channel
from tsunagaru.kernel.folder.tables import write_table
from tsunagaru.kernel.money import format_yen
from tsunagaru.kernel.text import search_key
from tsunagaru.services.procedures.definitions import RegisterRow
from tsunagaru.services.procedures.models import RegisterEntry
from tsunagaru.services.procedures.rules.seals import KIND_NAMES, Basis, SealKind

CHANNELS = {
    "online": "オンライン",
    "counter": "窓口",
    "phone": "電話",
    "post": "郵送",
    "line": "LINE",
}
KINDS = {"application": "申請", "notification": "届出", "request": "請求"}


@dataclass(frozen=True)
class RegisterLine:
    """One procedure as the register's pages show it (手続台帳の行)."""

    row: RegisterRow
    definition: ProcedureDefinition | None
    section: str
    came_online: int = 0
    total: int = 0

    @property
    def online(self) -> bool:
        """Tell whether it can be done online (オンライン対応)."""
        return Channel.ONLINE in self.row.channels.split()

    @property
    def channels(self) -> list[str]:
        """Return the ways to apply as people call them (受付の方法)."""
        return [CHANNELS[channel] for channel in self.row.channels.split()]

    @property
    def kind(self) -> str:
        """Return whether it is an application, a notification or a request (種別)."""
        return KINDS[self.row.kind]

    @property
    def seal(self) -> str:
        """Return the seal as people call it (押印)."""
        return KIND_NAMES[self.row.seal]

    @property
    def fee(self) -> str:
        """Return the fee as people read it, or empty where it depends (手数料)."""
        yen = self.row.fee_yen
        return "" if yen is None else format_yen(yen)

    @property
    def fee_digits(self) -> str:
        """Return the fee's digits, for a sentence in the reader's language."""
        return f"{self.row.fee_yen or 0:,}"

    @property
    def online_share(self) -> str:
        """Return the share that came online, in per cent, or a dash without any."""
        return f"{100 * self.came_online / self.total:.1f}%" if self.total else "―"


@dataclass(frozen=True)
class Filter:
    """What somebody looks for in the register (絞り込み); empty means everything."""

    words: str = ""
    section: str = ""
    life: str = ""
    online: str = ""
    fee: str = ""
    seal: str = ""

    def takes(self, line: RegisterLine) -> bool:
        """Tell whether a line is among what is looked for."""
        row = line.row
        texts = search_key(f"{row.name} {row.law} {row.who} {line.section}")
        return (
            all(search_key(word) in texts for word in self.words.split())
            and self.section in ("", row.section)
            and (not self.life or self.life in row.life_events.split())
            and self.online in ("", yes(line.online))
            and self.fee in ("", "free" if row.fee_yen == 0 else "paid")
            and self.seal in ("", yes(row.seal.is_stamp))
        )


def section_names() -> dict[str, str]:
    """Return the names of the sections by code (課名)."""
    return {section.code: section.name for section in people.sections()}


def rows() -> Sequence[RegisterRow]:
    """Return the whole register: its entries in order, then forms nobody entered yet.

    Where a procedure has a form of its own code, the form's word counts for what both say.
    """
    found = entered()
    forms = {one.code: one for one in applications.procedures()}
    missing = forms.keys() - {row.code for row in found}
    return [*found, *(_of_form(forms[code]) for code in sorted(missing))]


def entered() -> Sequence[RegisterRow]:
    """Return the entries of the register in order, each with the word of its form."""
    return with_forms(written())


def written() -> Sequence[RegisterRow]:
    """Return the entries of the register in order, as they were written last."""
    return [_of_entry(entry) for entry in RegisterEntry.objects.all()]


def with_forms(found: Iterable[RegisterRow]) -> Sequence[RegisterRow]:
    """Return rows with the word of the forms in force for what both say."""
    forms = {one.code: one for one in applications.procedures()}
    return [_together(one, forms.get(one.code)) for one in found]


def row(code: str) -> RegisterRow | None:
    """Return one procedure of the register, or None."""
    return next((row for row in rows() if row.code == code), None)


def _of_entry(entry: RegisterEntry) -> RegisterRow:
    return RegisterRow.model_validate(
        {name: getattr(entry, name) for name in RegisterRow.model_fields}
    )


def _together(row: RegisterRow, form: ProcedureDefinition | None) -> RegisterRow:
    if form is None:
        return row
    return row.model_copy(update=_said_by(form) | _seal(row, form))


def _said_by(form: ProcedureDefinition) -> dict[str, object]:
    law = form.laws[0]
    return {
        "name": form.name.ja,
        "section": form.section,
        "law": law.name,
        "article": law.article,
        "who": form.who.ja,
        "fee_yen": form.fee.yen,
        "fee_note": form.fee.text.ja,
        "channels": " ".join(one for one in CHANNELS if one in form.channels),
        "standard_days": form.standard_days,
        "form": form.code,
        "life_events": " ".join(form.life_events),
    }


def _seal(row: RegisterRow, form: ProcedureDefinition) -> dict[str, object]:
    if form.seal.required == row.seal.is_stamp:
        return {}
    if form.seal.required:
        return {"seal": SealKind.PERSONAL, "seal_basis": Basis.PRACTICE}
    return {"seal": SealKind.NONE, "seal_basis": Basis.NONE}


def _of_form(form: ProcedureDefinition) -> RegisterRow:
    bare = RegisterRow(
        code=form.code,
        name=form.name.ja,
        section=form.section,
        kind="application",
        seal=SealKind.NONE,
        channels="counter",
    )
    return _together(bare, form)


def register(*, at: datetime, wanted: Filter | None = None) -> Sequence[RegisterLine]:
    """Return the register with what came in the present fiscal year (手続台帳)."""
    start = datetime.combine(FiscalYear.of(day_of(at)).start, time(0), JST)
    volumes = applications.volumes(since=start, until=at)
    names = section_names()
    forms = {one.code: one for one in applications.procedures()}
    lines = [
        RegisterLine(
            row=row,
            definition=forms.get(row.form),
            section=names.get(row.section, row.section),
            came_online=volumes.get(row.code, {}).get("online", 0),
            total=sum(volumes.get(row.code, {}).values()),
        )
        for row in rows()
    ]
    return [line for line in lines if wanted is None or wanted.takes(line)]


def count_by(found: Iterable[RegisterRow]) -> dict[tuple[str, str, str], int]:
    """Return how many procedures are online, need a seal, and belong to a section."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in found:
        key = (yes(Channel.ONLINE in one.channels.split()), yes(one.seal.is_stamp), one.section)
        counts[key] = counts.get(key, 0) + 1
    return counts


def digest(found: Iterable[RegisterRow]) -> str:
    """Return a fingerprint of the register, to see whether it changed meanwhile."""
    text = write_table(list(RegisterRow.model_fields), found)
    return hashlib.sha256(text.encode()).hexdigest()


def yes(value: bool) -> str:  # noqa: FBT001 - the one thing it is about
    """Return ``yes`` or ``no``, as indicators filter by."""
    return "yes" if value else "no"
