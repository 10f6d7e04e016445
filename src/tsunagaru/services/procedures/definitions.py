"""`register.csv` and `seal_decisions.csv` of the town folder (手続台帳の読み込み)."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, StringConstraints

from tsunagaru.kernel.events import REMOTE, Channel
from tsunagaru.kernel.folder import Definition, Edited, Folder, Table, wrong
from tsunagaru.services.procedures.rules.seals import NEEDS, Basis, SealKind, Verdict

REGISTER, DECISIONS = "register.csv", "seal_decisions.csv"
CHANNELS = tuple(c.value for c in Channel if c is Channel.ONLINE or c not in REMOTE)


def _words(allowed: tuple[str, ...], ja: str) -> AfterValidator:
    def check(text: str) -> str:
        words = text.split()
        if unknown := [word for word in words if word not in allowed]:
            raise wrong(f"「{unknown[0]}」は使えません。{ja}", f"“{unknown[0]}” is unknown here.")
        return " ".join(word for word in allowed if word in words)

    return AfterValidator(check)


Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Long = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]
Ways = Annotated[
    str,
    StringConstraints(min_length=1),
    _words(CHANNELS, "窓口・郵送・電話・オンライン・LINE から選んでください。"),
]
Needs = Annotated[str, _words(tuple(sorted(NEEDS)), "押印の役割の符号を確かめてください。")]
Codes = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+( [a-z0-9-]+)*)?$", max_length=200)]


class RegisterRow(Definition):
    """A row of `register.csv` (手続台帳の行): one kind of procedure.

    Args:
        kind: application 申請, notification 届出, request 請求.
        volume_source: demo (made up for the demonstration), counted or estimated.
        seal_needs: what the seal is there for: payment, third_party, no_alternative, pledge.
        form: code of the online form, where there is one.
        national: whether it belongs to the standardised operations (標準化対象事務).
        life_events: codes of turns in life.
    """

    code: Code
    name: Line
    section: Code
    law: Long = ""
    article: Long = ""
    kind: Literal["application", "notification", "request"]
    who: Long = ""
    volume: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    volume_source: Literal["", "demo", "counted", "estimated"] = ""
    fee_yen: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    fee_note: Long = ""
    seal: SealKind
    seal_basis: Basis = Basis.NONE
    seal_article: Annotated[str, StringConstraints(max_length=300, strip_whitespace=True)] = ""
    seal_needs: Needs = ""
    channels: Ways
    standard_days: Annotated[int, Field(ge=0, le=400)] | None = None
    form: Annotated[str, StringConstraints(pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")] = ""
    national: bool = False
    life_events: Codes = ""


class DecisionRow(Definition):
    """A row of `seal_decisions.csv` (押印見直しの決定), oldest first."""

    code: Code
    decided_on: date
    section: Code
    before: SealKind
    after: SealKind
    verdict: Verdict
    reason: Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]
    demo: bool = False


@dataclass(frozen=True)
class ParsedRegister:
    """What the town folder says of the register (町フォルダの手続台帳).

    Args:
        edited: what to do with rows changed in the browser since they were loaded.
    """

    rows: tuple[RegisterRow, ...] = ()
    decisions: tuple[DecisionRow, ...] = ()
    edited: Edited = field(default=Edited.REFUSE, compare=False)


R = TypeVar("R", bound=Definition)


def read(folder: Folder) -> ParsedRegister:
    """Validate the register and the decisions about seals; a town may have neither."""
    rows = folder.table(REGISTER, RegisterRow) if folder.has(REGISTER) else None
    decided = folder.table(DECISIONS, DecisionRow) if folder.has(DECISIONS) else None
    if rows is not None:
        check_rows(rows)
        _check_forms(folder, rows)
    if decided is not None:
        _check_decisions(decided, {row.code: row for row in rows.rows} if rows else {})
    return ParsedRegister(
        tuple(rows.rows) if rows else (),
        tuple(decided.rows) if decided else (),
        folder.edited,
    )


def check_rows(table: Table[RegisterRow]) -> None:
    """Note what the rows of a register say against each other."""
    seen: Counter[str] = Counter()
    for place, row in enumerate(table.rows):
        seen[row.code] += 1
        if seen[row.code] > 1:
            table.refuse(place, "code", f"「{row.code}」が2回あります。", "The code stands twice.")
        if row.volume is not None and not row.volume_source:
            ja = "年間件数を書くときは、その出どころ（見本・実数・推計）も書いてください。"
            table.refuse(place, "volume_source", ja, "Say where the volume comes from.")
        if row.seal.is_stamp == (row.seal_basis is Basis.NONE):
            ja = (
                "押印の根拠（法律・政令・条例・規則・慣行）を書いてください。"
                if row.seal.is_stamp
                else "押印を求めないときは、押印の根拠を「定めなし」にしてください。"
            )
            table.refuse(place, "seal_basis", ja, "The basis does not fit the seal.")


def _check_forms(folder: Folder, table: Table[RegisterRow]) -> None:
    files = {PurePosixPath(file).stem for file in folder.files("procedures/*.yaml")}
    for place, row in enumerate(table.rows):
        if row.form and row.form not in files:
            ja = f"様式「{row.form}」が procedures にありません。"
            table.refuse(place, "form", ja, f"There is no form {row.form}.")
        elif row.form == row.code:
            form = folder.document(f"procedures/{row.form}.yaml").data
            for column, ja in disagreements(row, form):
                table.refuse(place, column, ja, "The form says something else.")


def disagreements(row: RegisterRow, form: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - a YAML document
    """Return what a row says otherwise than its form, column and sentence.

    Only what both say is compared; a form that cannot be read has been refused elsewhere.
    """
    if not isinstance(form, dict):
        return []
    found = []
    seal = form.get("seal")
    if isinstance(seal, dict) and seal.get("required") in (True, False):
        asked = seal["required"]
        if asked != row.seal.is_stamp:
            said = "必要" if asked else "不要"
            found.append(("seal", f"様式（procedures/{row.form}.yaml）では押印が「{said}」です。"))
    for column in ("section", "standard_days"):
        if column in form and form[column] != getattr(row, column):
            ja = f"様式（procedures/{row.form}.yaml）では「{form[column]}」です。"
            found.append((column, ja))
    return found


def _check_decisions(table: Table[DecisionRow], rows: dict[str, RegisterRow]) -> None:
    last: dict[str, int] = {}
    for place, decided in enumerate(table.rows):
        last[decided.code] = place
        if decided.code not in rows:
            ja = f"手続き「{decided.code}」が register.csv にありません。"
            table.refuse(place, "code", ja, f"{decided.code} is not in register.csv.")
    for code, place in last.items():
        if code in rows and table.rows[place].after is not rows[code].seal:
            ja = "この手続きの最後の決定と、register.csv の押印が合いません。"
            table.refuse(place, "after", ja, "The last decision does not fit the register.")
