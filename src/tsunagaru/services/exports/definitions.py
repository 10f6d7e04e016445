"""Reader of ``exports.yaml`` (書き出しの標準レイアウト)."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong
from tsunagaru.services.exports.rules import SOURCES, STANDARD


class ColumnShape(Definition):
    """One column (列): what stands in it, and its header."""

    source: str
    header: Annotated[str, StringConstraints(min_length=1, max_length=60)]

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.source not in SOURCES:
            known = "、".join(SOURCES)
            raise wrong(f"source は次から選んでください：{known}", f"Choose among: {known}")
        return self


class ExportsFile(Definition):
    """The layout of an export of cases (案件の書き出し). The first line is the headers."""

    cases: Annotated[tuple[ColumnShape, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        headers = [one.header for one in self.cases]
        if len(set(headers)) != len(headers):
            raise wrong("同じ見出しが2つあります。", "Two columns share one header.")
        return self


def standard() -> ExportsFile:
    """Return the layout of a town that wrote none (標準の列)."""
    columns = tuple(ColumnShape(source=code, header=header) for code, header in STANDARD)
    return ExportsFile(cases=columns)
