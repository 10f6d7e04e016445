"""Texts in three languages as boxes (三言語の入力欄)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tsunagaru.services.procedures.rules.telling import LANGUAGES
from tsunagaru.services.procedures.rules.trees import ja_of

LONGEST = 4000
Group = tuple[str, list[forms.BoundField]]


class WordsForm(forms.Form):
    """A form of whose boxes some stand in threes, one a language (三言語の入力)."""

    words: Mapping[str, str] = {}

    def add_words(
        self, key: str, label: str, *, required: bool = False, long: bool = False, hint: str = ""
    ) -> None:
        """Add the three boxes of a text."""
        self.words = {**self.words, key: label}
        for language, name in LANGUAGES.items():
            needed = required and language == "ja"
            self.fields[f"{key}_{language}"] = forms.CharField(
                label=f"{label}（{name}）",
                required=needed,
                max_length=LONGEST,
                widget=forms.Textarea if long else forms.TextInput,
                help_text=hint if language == "ja" else "",
                error_messages={"required": f"{label}（日本語）を入力してください。"},
            )

    def text(self, key: str) -> dict[str, str]:
        """Return a text as it was typed."""
        found = ((one, self.cleaned_data.get(f"{key}_{one}", "")) for one in LANGUAGES)
        return {one: str(typed).replace("\r\n", "\n").strip() for one, typed in found}

    def clean(self) -> dict[str, Any]:
        """A translation needs something to translate."""
        cleaned = super().clean() or self.cleaned_data
        for key, label in self.words.items():
            typed = self.text(key)
            if not typed["ja"] and any(typed.values()) and not self.errors.get(f"{key}_ja"):
                self.add_error(f"{key}_ja", f"{label}（日本語）を入力してください。")
        return cleaned

    @property
    def groups(self) -> list[Group]:
        """The boxes as the page shows them: the three of a text together."""
        found: list[Group] = []
        for name in self.fields:
            key, _, language = name.rpartition("_")
            label = self.words.get(key, "") if language in LANGUAGES else ""
            if label and found and found[-1][0] == label:
                found[-1][1].append(self[name])
            else:
                found.append((label, [self[name]]))
        return found


def words_initial(key: str, value: object) -> dict[str, str]:
    """Return a text of a file as the boxes show it."""
    if isinstance(value, Mapping):
        return {f"{key}_{one}": str(value.get(one) or "") for one in LANGUAGES}
    return {f"{key}_ja": ja_of(value)}
