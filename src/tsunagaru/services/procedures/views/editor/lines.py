"""The fields of a page as the editor lists them (項目の行)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tsunagaru.services.procedures.rules.kinds import SILENT, name_of_kind
from tsunagaru.services.procedures.rules.labels import Labels
from tsunagaru.services.procedures.rules.trees import label_of
from tsunagaru.services.procedures.rules.wording import condition_in_words


@dataclass(frozen=True)
class Line:
    """One field in the editor's list (項目の行)."""

    code: str
    label: str
    kind: str
    need: str
    when: str
    inside: bool = False
    group: bool = False


def lines_of(
    fields: list[Mapping[str, Any]], labels: Labels, *, inside: bool = False
) -> Iterator[Line]:
    """Yield the fields in order, those inside groups after their group."""
    for field in fields:
        required, kind = field.get("required", True), str(field["kind"])
        need = "必須" if required else "任意"
        if isinstance(required, str):
            need = f"{condition_in_words(required, labels)}に必須"
        yield Line(
            code=str(field["code"]),
            label=label_of(field),
            kind=name_of_kind(kind),
            need="" if kind in SILENT else need,
            when=condition_in_words(when, labels) if (when := field.get("when")) else "",
            inside=inside,
            group=kind == "group",
        )
        yield from lines_of(field.get("fields", []), labels, inside=True)
