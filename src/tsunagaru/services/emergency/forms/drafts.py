"""What a clerk types about drafts and held telegrams (案と保留の電文の入力)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.emergency.definitions import TextShape
from tsunagaru.services.emergency.models import LEVELS
from tsunagaru.services.emergency.rules.wording import LANGUAGE_NAMES, LANGUAGES, Words


class WordsForm(forms.Form):
    """Title and body in each language (警報の文)."""

    title_ja = Line(label="題名（日本語）", max_length=100)
    body_ja = Sentence(label="本文（日本語）", max_length=3000)
    title_easy = Line(label="題名（やさしい日本語）", max_length=100)
    body_easy = Sentence(label="本文（やさしい日本語）", max_length=3000)
    title_en = Line(label="題名（英語）", max_length=200)
    body_en = Sentence(label="本文（英語）", max_length=3000)

    @classmethod
    def of(cls, words: Words) -> "WordsForm":
        """Return the form with what stands there now."""
        return cls(initial={f"{part}_{one}": words[one][part] for one, part in _boxes()})

    @property
    def word_fields(self) -> list[Any]:
        """Return the boxes of the words."""
        return [self[f"{part}_{one}"] for one, part in _boxes()]

    def words(self) -> Words:
        """Return what was written."""
        found: Words = {one: {} for one in LANGUAGE_NAMES}
        for one, part in _boxes():
            found[one][part] = self.cleaned_data[f"{part}_{one}"]
        return found


def _boxes() -> list[tuple[str, str]]:
    return [(one, part) for one in LANGUAGES for part in ("title", "body")]


class NoteForm(forms.Form):
    """That a held telegram needs no alert (警報は要らない)."""

    note = Line(label="確かめたこと", max_length=400, needed="確かめたことを書いてください。")


class TextForm(forms.Form):
    """Which of the town's texts the draft is made with (使う文例)."""

    text = forms.ChoiceField(label="使う文例")

    def __init__(self, texts: tuple[TextShape, ...], *args: Any, **more: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **more)
        levels = dict(LEVELS)
        box = self.fields["text"]
        if isinstance(box, forms.ChoiceField):
            box.choices = [
                ("", "選んでください"),
                *((one.code, f"{levels[one.level]}　{one.title.ja}") for one in texts),
            ]
            box.error_messages["required"] = "文例を選んでください。"
