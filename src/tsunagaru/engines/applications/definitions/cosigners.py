"""Who signs an application besides the applicant (連署の定義), and words in three languages."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tsunagaru.engines.applications.rules import Means
from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import Definition

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]


class Words(Definition):
    """One text in three languages (三言語の文言); Japanese is always there."""

    ja: Text
    easy: str = ""
    en: str = ""

    @property
    def text(self) -> Trilingual:
        """Return it as templates speak it."""
        return Trilingual(ja=self.ja, easy=self.easy, en=self.en)

    def in_language(self, language: str) -> str:
        """Return it in a language, or in Japanese."""
        return self.text.in_language(language)


class CosignerShape(Definition):
    """Who else signs an application before it is handed in (連署する人), such as a spouse.

    Args:
        when: condition over the answers; empty means always.
        by: by which means; ``counter`` is a clerk who saw the person sign.
        count: how many persons of this kind.
        days: how long the application waits for them.
        statement: what they declare by signing.
    """

    code: FieldCode
    name: Words
    when: str = ""
    by: Annotated[tuple[Means, ...], Field(min_length=1)] = (Means.CODE, Means.COUNTER)
    count: Annotated[int, Field(ge=1, le=9)] = 1
    days: Annotated[int, Field(ge=1, le=60)] = 14
    statement: Words
