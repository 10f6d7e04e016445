"""What the head types of a survey (会員アンケートの入力)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.community.forms.districts import DAYS
from tsunagaru.services.community.models import Survey
from tsunagaru.services.community.rules.surveys import (
    KIND_NAMES,
    LEAST_CHOICES,
    MOST_CHOICES,
    MOST_QUESTIONS,
    WITH_CHOICES,
    Kind,
    Question,
)
from tsunagaru.services.community.services.surveys import Plan

FAR = timedelta(days=400)
OPEN_AT_FIRST = 3
LONGEST_CHOICE = 80
SECRET, NAMED = "secret", "named"
NAMES = [
    (NAMED, "記名（区長と副区長が、どの世帯の答えか分かる）"),
    (SECRET, "無記名（だれの答えか、区長にも分からない）"),
]
DAY = {
    "required": "回答の最後の日を入力してください。",
    "invalid": "日付は 2026-04-01 のように入力してください。",
}
FAR_DAY = "回答の最後の日は、今日から1年以内にしてください。"
LATER = "今の最後の日より後の日にしてください。"
NO_TEXT, NO_KIND = "質問の文を入力してください。", "答え方を選んでください。"
CHOICES = "選択肢は、1行に1つずつ、2つから10まで書いてください。"
TWICE, LONG = "同じ選択肢が2つあります。", "選択肢は、1つ80字以内で書いてください。"
NOT_NEEDED = "この答え方には、選択肢は要りません。消すか、答え方を選び直してください。"
NO_QUESTION = "質問を1つ以上書いてください。"


class SurveyForm(forms.Form):
    """A survey as the head writes it (会員アンケート), with room for ten questions."""

    title = Line(label="題名", max_length=80, needed="題名を入力してください。")
    why = Sentence(
        label="目的",
        max_length=1000,
        help_text="なぜ尋ねるのか、答えを何に使うのかを書いてください。",
    )
    due_on = forms.DateField(
        label="回答の最後の日",
        input_formats=DAYS,
        help_text="例：2026-04-01。この日の終わりまで答えられます。",
        error_messages=DAY,
    )
    names = forms.ChoiceField(
        label="記名か無記名か",
        choices=NAMES,
        widget=forms.RadioSelect,
        help_text="公開したあとは変えられません。",
        error_messages={"required": "記名か無記名かを選んでください。"},
    )

    def __init__(self, data: Any = None, *, day: date, row: Survey | None = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial=_shown(row) if row else None)
        self._day = day
        for n in range(1, MOST_QUESTIONS + 1):
            self.fields |= _boxes(n)

    def heads(self) -> list[BoundField]:
        """Return what comes before the questions."""
        return [self[name] for name in self.base_fields]

    def blocks(self) -> Iterator[tuple[int, list[BoundField], bool]]:
        """Yield each question with its boxes, and whether it stands open."""
        for n in range(1, MOST_QUESTIONS + 1):
            boxes = [self[f"q{n}_{name}"] for name in ("text", "kind", "choices")]
            filled = any(box.value() or box.errors for box in boxes)
            yield n, boxes, n <= OPEN_AT_FIRST or filled

    def clean_due_on(self) -> date:
        """Refuse a day that is over, or far away."""
        due_on: date = self.cleaned_data["due_on"]
        if not self._day <= due_on <= self._day + FAR:
            raise forms.ValidationError(FAR_DAY)
        return due_on

    def clean(self) -> dict[str, Any]:
        """Each question that was begun is whole, and there is one."""
        data = super().clean() or {}
        begun = [n for n in range(1, MOST_QUESTIONS + 1) if self._check(n, data)]
        if not begun:
            self.add_error("q1_text", NO_QUESTION)
        return data

    def _check(self, n: int, data: dict[str, Any]) -> bool:
        text, kind = data.get(f"q{n}_text", ""), data.get(f"q{n}_kind", "")
        choices = _lines(data.get(f"q{n}_choices", ""))
        if not (text or kind or choices):
            return any(name.startswith(f"q{n}_") for name in self.errors)
        if not text:
            self._say(n, "text", NO_TEXT)
        if not kind:
            self._say(n, "kind", NO_KIND)
        elif wrong := _wrong_choices(Kind(kind), choices):
            self._say(n, "choices", wrong)
        return True

    def _say(self, n: int, box: str, sentence: str) -> None:
        if f"q{n}_{box}" not in self.errors:
            self.add_error(f"q{n}_{box}", sentence)

    def plan(self) -> Plan:
        """Return what was written."""
        data = self.cleaned_data
        asks = [
            Question(Kind(data[f"q{n}_kind"]), text, tuple(_lines(data[f"q{n}_choices"])))
            for n in range(1, MOST_QUESTIONS + 1)
            if (text := data[f"q{n}_text"])
        ]
        return Plan(
            title=data["title"],
            why=data["why"],
            due_on=data["due_on"],
            anonymous=data["names"] == SECRET,
            questions=tuple(asks),
        )


class ExtendForm(forms.Form):
    """Until when it is answered instead (最後の日を延ばす)."""

    due_on = forms.DateField(
        label="新しい最後の日", input_formats=DAYS, help_text="例：2026-04-01", error_messages=DAY
    )

    def __init__(self, data: Any = None, *, row: Survey, day: date) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        self._row, self._day = row, day

    def clean_due_on(self) -> date:
        """Refuse a day that is not later than now, or far away."""
        due_on: date = self.cleaned_data["due_on"]
        if due_on <= self._row.due_on:
            raise forms.ValidationError(LATER)
        if due_on > self._day + FAR:
            raise forms.ValidationError(FAR_DAY)
        return due_on


class WithdrawForm(forms.Form):
    """Why a survey is withdrawn (取下げの理由)."""

    reason = Line(label="取下げの理由", max_length=300, needed="理由を入力してください。")


class SummaryForm(forms.Form):
    """What was answered, in the head's words (まとめ)."""

    summary = Sentence(
        label="まとめ",
        max_length=2000,
        help_text="区の世帯の全部が読みます。だれが書いたか分かることは書かないでください。",
    )


def _boxes(n: int) -> dict[str, forms.Field]:
    kinds = [("", "選んでください"), *((one.value, name) for one, name in KIND_NAMES.items())]
    return {
        f"q{n}_text": Line(label=f"質問{n}", max_length=200, required=False),
        f"q{n}_kind": forms.ChoiceField(
            label=f"質問{n}の答え方",
            choices=kinds,
            required=False,
            error_messages={"invalid_choice": NO_KIND},
        ),
        f"q{n}_choices": Sentence(
            label=f"質問{n}の選択肢",
            max_length=1000,
            required=False,
            help_text="選ぶ質問のときだけ。1行に1つずつ、2つから10まで。",
        ),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _wrong_choices(kind: Kind, choices: list[str]) -> str:
    if kind not in WITH_CHOICES:
        return NOT_NEEDED if choices else ""
    if not LEAST_CHOICES <= len(choices) <= MOST_CHOICES:
        return CHOICES
    if len(set(choices)) < len(choices):
        return TWICE
    return LONG if max(map(len, choices)) > LONGEST_CHOICE else ""


def _shown(row: Survey) -> dict[str, Any]:
    shown: dict[str, Any] = {name: getattr(row, name) for name in ("title", "why", "due_on")}
    shown["names"] = SECRET if row.anonymous else NAMED
    for n, one in enumerate(row.asks, start=1):
        texts = {"text": one.text, "kind": one.kind.value, "choices": "\n".join(one.choices)}
        shown |= {f"q{n}_{name}": value for name, value in texts.items()}
    return shown
