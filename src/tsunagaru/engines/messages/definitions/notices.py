"""Reader of the notices' texts in the town folder (文例): ``texts/messages.yaml``."""

from typing import Self

from pydantic import Field, model_validator

from tsunagaru.kernel.folder import Definition, wrong


class Words(Definition):
    """One text in three languages (三つの言語)."""

    ja: str = Field(min_length=1, max_length=4000)
    easy: str = Field(min_length=1, max_length=4000)
    en: str = Field(min_length=1, max_length=4000)

    def speak(self, language: str) -> str:
        """Return the text in a language: ``ja``, ``ja-easy`` or ``en``."""
        return {"ja-easy": self.easy, "en": self.en}.get(language, self.ja)


class QuietDefinition(Definition):
    """Hours of the night in which nobody is disturbed (静かな時間)."""

    begins: int = Field(ge=0, le=23)
    ends: int = Field(ge=0, le=23)

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.begins == self.ends:
            raise wrong(
                "静かな時間の初めと終わりが同じです。",
                "Quiet hours last no time.",
            )
        return self


class TemplateDefinition(Definition):
    """One notice: title, body for the inbox, and what the e-mail may say (文例).

    Args:
        email: a text without personal details; an e-mail travels like a postcard.
        button: words of the button that leads to what the notice is about.
        quiet: in these hours its e-mail waits, for what can wait until the morning.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    title: Words
    body: Words
    email: Words
    button: Words | None = None
    quiet: QuietDefinition | None = None


class TemplatesFile(Definition):
    """All notices of a town."""

    templates: list[TemplateDefinition]
