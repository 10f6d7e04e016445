"""A page of a form as boxes (ページの入力)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tsunagaru.services.procedures.forms.words import WordsForm, words_initial
from tsunagaru.services.procedures.rules.kinds import KINDS

SIMPLE = ("text", "textarea", "number", "date", "person", "address", "phone", "declaration")
"""Kinds that are whole with a label alone; all others are added afterwards."""


class PageForm(WordsForm):
    """Title and introduction of a page; of a new one also its first question.

    Args:
        page: the page as it is; empty for a new one.
    """

    def __init__(self, *args: Any, page: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ANN401 - Form's
        initial = words_initial("title", page.get("title"))
        initial |= words_initial("intro", page.get("intro"))
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.add_words("title", "ページの題名", required=True)
        self.add_words("intro", "前書き", long=True)
        if not page:
            self.add_words("label", "最初の質問の文", required=True)
            kinds = [(one, KINDS[one][0]) for one in SIMPLE]
            self.fields["kind"] = forms.ChoiceField(
                label="最初の質問の種類",
                choices=kinds,
                help_text="ほかの種類の質問は、ページを作ってから追加できます。",
            )

    def values(self) -> dict[str, Any]:
        """Return what was typed as a file has it."""
        return {key: self.text(key) for key in ("title", "intro")}

    def new(
        self, pages: frozenset[str], fields: frozenset[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a new page and its first question, with codes that are free."""
        kind = str(self.cleaned_data["kind"])
        field: dict[str, Any] = {"code": _free(kind, fields), "kind": kind}
        field["label"] = self.text("label")
        if kind == "declaration":
            field["text"] = self.text("label")
        return {"code": _free("page", pages), **self.values()}, field


def _free(stem: str, taken: frozenset[str]) -> str:
    return next(code for n in range(1, 10_000) if (code := f"{stem}_{n}") not in taken)
