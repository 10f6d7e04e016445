"""The shape of the plan's files: `plan/plan.yaml`, `policies`, `initiatives`, `ties`, `facts/*`."""

from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from tsunagaru.kernel.folder import Definition, wrong

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=300)]
Figure = Annotated[float, AfterValidator(lambda number: number + 0.0)]  # -0.0 is 0.0
Number = Annotated[int, Field(ge=1, le=999)]
Pages = Annotated[str, StringConstraints(pattern=r"^\d+(-\d+)?$")]
MeasureNumber = Annotated[str, StringConstraints(pattern=r"^[IVX]+-[①-⑳]$")]


class Source(Definition):
    """Where a statement stands in the document (出典).

    Args:
        chapter: chapter number, or the name of a part without one.
        page: page of this edition; ``page_inferred`` when it is counted and not printed.
        heading: nearest heading above the statement.
        lines: lines of the document's text file, the main one first.
    """

    chapter: Label
    page: int | None = None
    page_inferred: bool = False
    heading: Label
    lines: Annotated[tuple[int, ...], Field(min_length=1)]


class Period(Definition):
    """First and last fiscal year of the plan (計画期間)."""

    from_fiscal_year: Annotated[int, Field(ge=1950, le=2200)]
    to_fiscal_year: Annotated[int, Field(ge=1950, le=2200)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to_fiscal_year < self.from_fiscal_year:
            raise wrong("終わりの年度が始まりより前です。", "The period ends before it begins.")
        return self


class PlanShape(Definition):
    """`plan/plan.yaml`: which plan this is (計画)."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    title: Label
    edition: Label | None = None
    publisher: Label | None = None
    published_in: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")] | None = None
    period: Period
    source: Source | None = None


class MeasureShape(Definition):
    """One measure (基本施策)."""

    number: MeasureNumber
    title: Label
    examples: tuple[Label, ...] = ()
    source: Source | None = None


class PolicyShape(Definition):
    """One policy with its measures (基本方針)."""

    number: Annotated[str, StringConstraints(pattern=r"^[IVX]+$")]
    title: Label
    text: Text
    short: Label | None = None
    summary: Text | None = None
    booklet_pages: Pages | None = None
    source: Source | None = None
    measures: Annotated[tuple[MeasureShape, ...], Field(min_length=1)]


class PoliciesShape(Definition):
    """`plan/policies.yaml`."""

    policies: Annotated[tuple[PolicyShape, ...], Field(min_length=1)]


class Sheet(Definition):
    """The action plan's sheet of an initiative; what is absent is not stated (個票)."""

    current_issue: Text | None = None
    vision: Text | None = None
    r8_goal: Text | None = None
    owner: Text | None = None
    related: Text | None = None
    content: Text | None = None
    schedule: Text | None = None


class Highlight(Definition):
    """What the edition says about an initiative among the main ones (主な取組)."""

    title: Label
    text: Text
    source: Source | None = None


class InitiativeShape(Definition):
    """One initiative (取組)."""

    number: Number
    title: Label
    priority: bool = False
    measure: MeasureNumber
    booklet_page: int | None = None
    booklet_page_inferred: bool = False
    sheet: Sheet = Sheet()
    highlight: Highlight | None = None
    source: Source | None = None


class InitiativesShape(Definition):
    """`plan/initiatives.yaml`."""

    initiatives: Annotated[tuple[InitiativeShape, ...], Field(min_length=1)]


class TieShape(Definition):
    """The town's own ties of an initiative to sections and walls, not from the plan (紐づけ)."""

    initiative: Number
    sections: tuple[Code, ...] = ()
    walls: tuple[Code, ...] = ()


class TiesShape(Definition):
    """`plan/ties.yaml`."""

    ties: tuple[TieShape, ...]


class FactShape(Definition):
    """One statement of the plan (記載事項).

    Args:
        key: name of the fact within its kind.
        origin: address of a source outside the plan; then there is no ``source``.
    """

    key: Code
    title: Label
    text: Text | None = None
    points: tuple[Text, ...] = ()
    number: Figure | None = None
    unit: Label | None = None
    group: Label | None = None
    note: Text | None = None
    source: Source | None = None
    origin: Address | None = None


class FactsShape(Definition):
    """`plan/facts/<kind>.yaml`: the statements of one kind."""

    title: Label
    lead: Text | None = None
    order: int
    facts: Annotated[tuple[FactShape, ...], Field(min_length=1)]
