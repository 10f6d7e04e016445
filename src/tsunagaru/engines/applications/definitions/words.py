"""Words and codes of definitions (定義の文言とコード)."""

from typing import Annotated

from pydantic import StringConstraints

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import Definition

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
AnswerCode = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=121)
]


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
