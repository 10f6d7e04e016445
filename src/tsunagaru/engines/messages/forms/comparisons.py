"""A message to many with a second wording (文面を比べる配信の入力欄)."""

from typing import Any

from django import forms

from tsunagaru.engines.messages.forms.broadcasts import (
    LONGEST_BODY,
    LONGEST_TITLE,
    NEWS,
    TEXTS,
    BroadcastForm,
    Folded,
    translated,
    written_in,
)
from tsunagaru.engines.messages.models import Broadcast, Comparison, Measure
from tsunagaru.engines.messages.rules.tracking import links_in
from tsunagaru.engines.messages.services.comparing import Comparing, may_differ
from tsunagaru.engines.messages.services.composing import Draft
from tsunagaru.ground.ui.boxes import Line, Sentence

SHARES = [
    ("10", "10％ずつに送り、残りの人には、あとで選んだ方を送る"),
    ("20", "20％ずつに送り、残りの人には、あとで選んだ方を送る"),
    ("50", "半分ずつに送る（残りの人はいません）"),
]
HOURS = [("1", "1時間後"), ("3", "3時間後"), ("6", "6時間後"), ("24", "24時間後")]
DECIDES = [
    ("clerk", "職員が結果を見て選ぶ（24時間たっても選ばれないときは、1つ目を送ります）"),
    ("rule", "割合が大きい方を自動で送る（少なくて比べられないときは、1つ目を送ります）"),
]
SAME = "1つ目と同じ文面です。違う文面にするか、2つ目を空にしてください。"


def _choice(label: str, choices: list[tuple[str, str]], first: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, initial=first, widget=forms.RadioSelect
    )


class ComparedForm(BroadcastForm):
    """A message to many, and if one likes a second wording of it (文面の比較)."""

    other_title = Line(label="2つ目の件名", required=False, max_length=LONGEST_TITLE)
    other_body = Sentence(label="2つ目の本文", required=False, max_length=LONGEST_BODY)
    other_title_easy = Line(
        label="2つ目の件名（やさしい日本語）", required=False, max_length=LONGEST_TITLE
    )
    other_body_easy = Sentence(
        label="2つ目の本文（やさしい日本語）", required=False, max_length=LONGEST_BODY
    )
    other_title_en = Line(label="2つ目の件名（英語）", required=False, max_length=LONGEST_TITLE)
    other_body_en = Sentence(label="2つ目の本文（英語）", required=False, max_length=LONGEST_BODY)
    share = _choice("はじめに送る人", SHARES, "10")
    hours = _choice("残りの人に送る時", HOURS, "3")
    measure = _choice("比べるもの", list(Measure.choices), Measure.OPENED)
    decides = _choice("残りの人に送る文面の決め方", DECIDES, "clerk")

    @property
    def other_text_fields(self) -> list[Any]:
        """Return the boxes of the second wording in Japanese."""
        return [self["other_title"], self["other_body"]]

    @property
    def other_translations(self) -> list[Folded]:
        """Return the boxes of the second wording in other words, folded (ほかの言葉)."""
        return translated(self, "other_")

    def _all_other(self) -> list[Any]:
        folded = [field for some in self.other_translations for field in some.fields]
        return [*self.other_text_fields, *folded]

    @property
    def comparing_fields(self) -> list[Any]:
        """Return the boxes that say how the two are compared."""
        return [self["share"], self["hours"], self["measure"], self["decides"]]

    @property
    def has_other(self) -> bool:
        """Tell whether anything of a second wording is written, or wrong."""
        fields = [*self._all_other(), *self.comparing_fields]
        written = any(field.value() for field in self._all_other())
        return written or any(field.errors for field in fields)

    def clean(self) -> dict[str, Any]:
        """A second wording is a whole one, in the same languages, of a message that allows it."""
        data = super().clean()
        if not any(data.get(field.name) for field in self._all_other()):
            return data
        for end in TEXTS.values():
            self._pair(end, data)
        topic = data.get("topic") or ""
        if data.get("lane") != NEWS or not may_differ(int(NEWS), topic):
            self.add_error("other_title", "この種類や話題のお知らせは、全員に同じ文面で送ります。")
        first, second = self._texts(data, ""), self._texts(data, "other_")
        if first and first == second:
            self.add_error("other_body", SAME)
        clicked = data.get("measure") == Measure.CLICKED
        if clicked and not (links_in(first) and links_in(second)):
            self.add_error("measure", "リンクのない文面があるため、押された回数を比べられません。")
        return data

    def _pair(self, end: str, data: dict[str, Any]) -> None:
        """Both wordings exist in a language, or neither: else a language would have one only."""
        for part in ("title", "body"):
            first, second = data.get(f"{part}{end}"), data.get(f"other_{part}{end}")
            if first and not second:
                self.add_error(f"other_{part}{end}", "2つ目の文面も、同じ言葉で入力してください。")
            elif second and not first and f"{part}{end}" not in self.errors:
                self.add_error(f"{part}{end}", "1つ目の文面も、同じ言葉で入力してください。")

    @staticmethod
    def _texts(data: dict[str, Any], which: str) -> dict[str, dict[str, str]]:
        return {
            language: {part: data[f"{which}{part}{end}"] for part in ("title", "body")}
            for language, end in TEXTS.items()
            if data.get(f"{which}title{end}") and data.get(f"{which}body{end}")
        }

    def draft(self) -> Draft:
        """Return what was written, as the service takes it."""
        return self.plain_draft(self._comparing())

    def _comparing(self) -> Comparing | None:
        data = self.cleaned_data
        if not data["other_title"]:
            return None
        return Comparing(
            texts=self._texts(data, "other_"),
            share=int(data["share"] or SHARES[0][0]),
            hours=int(data["hours"] or HOURS[1][0]),
            by_rule=data["decides"] == "rule",
            measure=Measure(data["measure"] or Measure.OPENED),
        )


def all_written_in(row: Broadcast) -> dict[str, Any]:
    """Return what the form of a draft shows at first, its second wording included."""
    found = Comparison.objects.filter(pk=row.pk).first()
    if found is None:
        return written_in(row)
    texts = {
        f"other_{part}{end}": found.texts.get(language, {}).get(part, "")
        for language, end in TEXTS.items()
        for part in ("title", "body")
    }
    how = {
        "share": str(found.share),
        "hours": str(found.hours),
        "measure": found.measure,
        "decides": "rule" if found.by_rule else "clerk",
    }
    return written_in(row) | texts | how
