"""The register as people keep it in a spreadsheet (台帳の表), in Japanese, and back."""

import csv
import io
from collections.abc import Iterable, Sequence

from tsunagaru.services.procedures.definitions import RegisterRow
from tsunagaru.services.procedures.queries.register import CHANNELS, KINDS
from tsunagaru.services.procedures.rules.seals import (
    BASIS_NAMES,
    CRITERION_NAMES,
    KIND_NAMES,
    Criterion,
)

COLUMNS = {
    "code": "符号",
    "name": "手続きの名称",
    "section": "所管課（符号）",
    "law": "根拠法令",
    "article": "条項",
    "kind": "種別",
    "who": "対象者",
    "volume": "年間件数",
    "volume_source": "件数の出どころ",
    "fee_yen": "手数料（円）",
    "fee_note": "手数料の説明",
    "seal": "押印",
    "seal_basis": "押印の根拠",
    "seal_article": "押印の根拠条項",
    "seal_needs": "押印の役割",
    "channels": "受付の方法",
    "standard_days": "標準処理期間（開庁日）",
    "form": "オンラインの様式（符号）",
    "national": "標準化対象事務",
    "life_events": "場面（符号）",
}
SOURCES = {"demo": "見本", "counted": "実数", "estimated": "推計", "": ""}
YES_NO = {"true": "はい", "false": "いいえ"}
NEEDS = {
    **{one.value: CRITERION_NAMES[one] for one in Criterion},
    "pledge": "誓約や同意の意思を示す",
}
CHOICES: dict[str, dict[str, str]] = {
    "kind": KINDS,
    "volume_source": SOURCES,
    "seal": {kind.value: name for kind, name in KIND_NAMES.items()},
    "seal_basis": {basis.value: name for basis, name in BASIS_NAMES.items()},
    "national": YES_NO,
}
LISTS = {"channels": CHANNELS, "seal_needs": NEEDS}
JOINT = "／"


class CannotReadSheet(Exception):
    """The header is not the register's (見出しを読めません); the message says why."""


def described(found: Iterable[RegisterRow]) -> dict[str, dict[str, str]]:
    """Return the register thing by thing, as differences are told (差分のもと)."""
    return {
        f"{one.name}（{one.code}）": dict(zip(COLUMNS.values(), cells_of(one), strict=True))
        for one in found
    }


def sheet(found: Iterable[RegisterRow]) -> list[list[str]]:
    """Return the register as a table with its header in Japanese (台帳の表)."""
    return [list(COLUMNS.values()), *(cells_of(row) for row in found)]


def cells_of(row: RegisterRow) -> list[str]:
    """Return one row as it stands in a spreadsheet."""
    values = row.model_dump(mode="json")
    return [_shown(column, values[column]) for column in COLUMNS]


def _shown(column: str, value: object) -> str:
    text = "" if value is None else str(value)
    if column == "national":
        text = text.lower()
    if column in LISTS:
        return JOINT.join(LISTS[column][word] for word in text.split())
    return CHOICES.get(column, {}).get(text, text)


def to_canonical(cells: Sequence[Sequence[str]]) -> str:
    """Return an uploaded table as the town folder's CSV; names of choices become codes.

    An unknown name stays as it is, so that the check of the row can say what is wrong with it.

    Raises:
        CannotReadSheet: the first row is no header of the register.
    """
    if not cells:
        raise CannotReadSheet("ファイルに行がありません。")
    codes = {name: code for code, name in COLUMNS.items()} | {code: code for code in COLUMNS}
    header = [codes.get(text.strip(), text.strip()) for text in cells[0]]
    if "code" not in header:
        names = "、".join(COLUMNS.values())
        raise CannotReadSheet(f"1行目に見出しがありません。見出しは次のとおりです：{names}")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    for row in cells[1:]:
        padded = [*row, *[""] * (len(header) - len(row))]
        writer.writerow(
            [_coded(header[n] if n < len(header) else "", cell) for n, cell in enumerate(padded)]
        )
    return out.getvalue()


def _coded(column: str, text: str) -> str:
    text = text.strip()
    if column in LISTS:
        names = {name: code for code, name in LISTS[column].items()}
        words = text.replace(JOINT, " ").replace("・", " ").replace("、", " ").split()
        return " ".join(names.get(word, word) for word in words)
    if column in CHOICES:
        names = {name: code for code, name in CHOICES[column].items() if name}
        return names.get(text, text)
    if column in {"volume", "fee_yen", "standard_days"}:
        return text.replace(",", "").removesuffix("円").removesuffix("件")
    return text
