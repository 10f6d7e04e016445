"""Reader of the town folder's ``community/`` (回覧の決まりと組): two files."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tsunagaru.kernel.folder import Definition
from tsunagaru.services.community.rules.paper import PaperRule
from tsunagaru.services.community.rules.printing import PrintRule

CIRCULARS, GROUPS = "community/circulars.yaml", "community/groups.csv"
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
GroupCode = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Few = Annotated[int, Field(ge=0, le=100)]


class PaperShape(Definition):
    """When paper stops and comes back (紙の決まり), as ``PaperRule`` describes it."""

    missed: int = Field(ge=1, le=20)
    opened: int = Field(ge=1, le=20)

    def rule(self) -> PaperRule:
        """Return it as the rule reads it."""
        return PaperRule(missed=self.missed, opened=self.opened)


class CopiesShape(Definition):
    """How many copies are printed (部数の決まり), as ``PrintRule`` describes it."""

    households_a_board: int = Field(ge=1, le=500)
    spare_a_group: Few
    spare_a_district: Few

    def rule(self) -> PrintRule:
        """Return it as the rule reads it."""
        return PrintRule(**self.model_dump())


class CircularsFile(Definition):
    """The town's rules on circulars and what districts keep (回覧などの決まり).

    Args:
        section: minds the districts: their heads, groups, and what their heads send round.
        approvers: roles that approve the town's circulars; never who wrote one.
        due_days: how many days the form proposes until the deadline.
        reached_days: within so many days a circular should have reached a household.
        sign_ups_days: so many days after an event of a district its sign-ups are deleted.
        minutes_years: so many fiscal years after its own a meeting's minutes are deleted.
        survey_answers_days: so many days after a survey's close its answers are deleted.
        surveys_years: so many fiscal years after its own a survey and its result are deleted.
        dues_years: so many fiscal years after its own a year's book of dues is deleted.
    """

    section: Code
    approvers: Annotated[
        tuple[Literal["clerk", "head", "dx_office", "cio"], ...], Field(min_length=1)
    ]
    due_days: int = Field(ge=1, le=90)
    reached_days: int = Field(ge=1, le=90)
    dues_years: int = Field(default=5, ge=1, le=30)
    minutes_years: int = Field(default=10, ge=1, le=100)
    sign_ups_days: int = Field(default=90, ge=7, le=400)
    survey_answers_days: int = Field(default=90, ge=7, le=400)
    surveys_years: int = Field(default=5, ge=1, le=30)
    paper: PaperShape
    copies: CopiesShape


class GroupRow(Definition):
    """A row of ``groups.csv`` (組)."""

    code: GroupCode
    district: Code
    name: Name
    demo: bool = False
