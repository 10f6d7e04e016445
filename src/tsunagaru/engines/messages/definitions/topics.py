"""Reader of ``messages/topics.yaml`` in the town folder (話題と配信の決まり)."""

from typing import Literal

from pydantic import Field

from tsunagaru.engines.messages.definitions.notices import QuietDefinition
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Definition

Approver = Literal["clerk", "head", "dx_office", "cio"]


class Said(Definition):
    """One short text in three languages (三言語の文言)."""

    ja: str = Field(min_length=1, max_length=80)
    easy: str = Field(default="", max_length=120)
    en: str = Field(default="", max_length=120)

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)


class TopicDefinition(Definition):
    """Something people want to hear of (話題).

    Args:
        about: one line on what comes under it.
        sections: who may send on it; empty for all.
        compare: whether a message may say it in two ways, to see which is understood better.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")
    name: Said
    about: Said | None = None
    sections: list[str] = Field(default_factory=list)
    compare: bool = True


class TopicsFile(Definition):
    """What a town sends to many, and under which rules (配信の決まり).

    Args:
        quiet: proposed to who signs up; None proposes nothing.
        news_a_day: most newsletters for one person in a day; 0 for no limit.
        approvers: roles of which somebody other than the author must approve.
    """

    quiet: QuietDefinition | None = None
    news_a_day: int = Field(default=0, ge=0, le=50)
    approvers: list[Approver] = Field(default=["head"], min_length=1)
    topics: list[TopicDefinition] = Field(default_factory=list)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles that approve."""
        return tuple(Role(name) for name in self.approvers)

    def topic(self, code: str) -> TopicDefinition | None:
        """Return a topic by its code, or None where the town has it no more."""
        return next((one for one in self.topics if one.code == code), None)
