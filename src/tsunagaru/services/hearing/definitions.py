"""Reader of the town folder's ``hearing.yaml`` (広聴の決まり)."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import Definition, wrong

FILE = "hearing.yaml"
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=20)]
Topic = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Days = Annotated[int, Field(ge=1, le=90)]


class Words(Definition):
    """A text in three languages (三言語の文)."""

    ja: Text
    easy: Text
    en: Text

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)


class TopicShape(Definition):
    """One field of what people ask about (分野).

    Args:
        section: to which the desk is proposed to give it.
        days: open days until the answer; the town's usual ones where left out.
    """

    code: Topic
    name: Words
    section: Code
    days: Days | None = None


class IdeaRules(Definition):
    """The town's rules on idea rounds (アイデア募集の決まり).

    Args:
        supports: how many different ideas one person supports in one vote, at most.
        least_age: how old one must be to propose and to vote; 0 for everybody.
        longest: of an idea, in characters.
        guide: stands above the list of rounds.
    """

    supports: Annotated[int, Field(ge=1, le=10)] = 1
    least_age: Annotated[int, Field(ge=0, le=120)] = 0
    longest: Annotated[int, Field(ge=100, le=2000)] = 600
    guide: Words


class HearingFile(Definition):
    """The town's rules on public hearing (広聴の決まり).

    Args:
        section: minds the desk: gives what arrives to sections, and runs idea rounds.
        approvers: roles in whose hands the approval of an answer lies; never who wrote it.
        days: open days until an answer is due.
        remind_days: so many open days before, it stands as urgent on the desk.
        again_days: within so many days after an answer a further question may be asked.
        an_hour: how many a network address, and a sender, may send within an hour.
        guide: stands above the form.
        thanks: said when it has arrived.
        ideas: rules on idea rounds; a town without them has none.
    """

    section: Code
    approvers: Annotated[
        tuple[Literal["clerk", "head", "dx_office", "cio"], ...], Field(min_length=1)
    ]
    days: Days
    remind_days: Annotated[int, Field(ge=0, le=30)]
    again_days: Annotated[int, Field(ge=1, le=365)]
    an_hour: Annotated[int, Field(ge=1, le=100)]
    guide: Words
    thanks: Words
    ideas: IdeaRules | None = None
    topics: Annotated[tuple[TopicShape, ...], Field(min_length=1, max_length=30)]

    @model_validator(mode="after")
    def _once(self) -> Self:
        seen: set[str] = set()
        for one in self.topics:
            if one.code in seen:
                raise wrong(f"分野「{one.code}」が2回あります。", f"{one.code} is not unique.")
            seen.add(one.code)
        return self

    def topic(self, code: str) -> TopicShape | None:
        """Return a topic by its code, or None where the town has it no more."""
        return next((one for one in self.topics if one.code == code), None)
