"""What is typed about idea rounds (アイデア募集の入力)."""

from datetime import date
from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.kernel.offers import initiatives
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries.setups import idea_rules
from tsunagaru.services.hearing.rules.rounds import ANSWER_NAMES, Days
from tsunagaru.services.hearing.rules.states import BY_CLERK, SOURCE_NAMES, Source
from tsunagaru.services.hearing.services.listing import IdeaWords
from tsunagaru.services.hearing.services.proposing import Proposal
from tsunagaru.services.hearing.services.rounds import Plan

ORDER = "募集の期間と投票の期間は重ならないように、順に決めてください。"
LONGEST = 600
TITLE = {"max_length": "題名は60字以内で入力してください。"}


def _day(label: str, **more: Any) -> forms.DateField:  # noqa: ANN401 - of the field
    said = {
        "required": f"{label}を入力してください。",
        "invalid": f"{label}は 2026-04-01 のように入力してください。",
    }
    formats = ["%Y-%m-%d", "%Y/%m/%d"]
    return forms.DateField(label=label, input_formats=formats, error_messages=said, **more)


def _longest() -> int:
    rules = idea_rules()
    return rules.longest if rules else LONGEST


class RoundForm(forms.Form):
    """What a round is about, and when (募集の内容)."""

    title = Line(label="題名", max_length=100, needed="題名を入力してください。")
    about = Sentence(
        label="説明",
        max_length=2000,
        help_text="何についてのアイデアか、町ができることの範囲、結果をどう使うかを書きます。",
    )
    initiatives = forms.MultipleChoiceField(
        label="関わる取組",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選んだ取組のページに、この募集が載ります。",
    )
    ideas_from = _day("募集の初日", help_text="例：2026-04-01")
    ideas_until = _day("募集の最終日")
    votes_from = _day("投票の初日", help_text="募集の最終日から、確認のための日を空けてください。")
    votes_until = _day("投票の最終日", help_text="この日の夜12時に締め切り、集計します。")

    def __init__(self, data: Any = None, *, row: IdeaRound | None = None) -> None:  # noqa: ANN401 - POST
        names = ("title", "about", "ideas_from", "ideas_until", "votes_from", "votes_until")
        initial = {name: getattr(row, name) for name in names} if row else {}
        tied = [str(one) for one in row.initiatives] if row else []
        super().__init__(data, initial=initial | {"initiatives": tied})
        field = self.fields["initiatives"]
        if isinstance(field, forms.MultipleChoiceField):
            known = initiatives().values()
            field.choices = [(str(one.number), f"{one.code} {one.title}") for one in known]
            if not known:
                del self.fields["initiatives"]

    def clean(self) -> dict[str, Any]:
        """Refuse days that do not follow one another."""
        data = super().clean() or {}
        days = [
            data.get(name) for name in ("ideas_from", "ideas_until", "votes_from", "votes_until")
        ]
        if all(days) and not Days(*self._days(data)).in_order:
            self.add_error("votes_from", ORDER)
        return data

    def _days(self, data: dict[str, Any]) -> tuple[date, date, date, date]:
        return data["ideas_from"], data["ideas_until"], data["votes_from"], data["votes_until"]

    def plan(self) -> Plan:
        """Return what was written."""
        data = self.cleaned_data
        tied = tuple(int(one) for one in data.get("initiatives", ()))
        return Plan(data["title"], data["about"], tied, Days(*self._days(data)))


class IdeaForm(forms.Form):
    """What somebody proposes (アイデア)."""

    title = Line(
        label="題名", max_length=60, needed="題名を入力してください。", error_messages=TITLE
    )
    text = Sentence(label="内容", max_length=LONGEST)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - of the base
        super().__init__(*args, **more)
        longest = _longest()
        self.fields["text"] = Sentence(label="内容", max_length=longest)

    def proposal(self) -> Proposal:
        """Return what was written."""
        return Proposal(title=self.cleaned_data["title"], text=self.cleaned_data["text"])

    def words(self) -> IdeaWords:
        """Return what everybody would read."""
        return IdeaWords(self.cleaned_data["title"], self.cleaned_data["text"])


class IdeaEntryForm(IdeaForm):
    """What a clerk writes down for somebody (代わりの入力)."""

    channel = forms.ChoiceField(
        label="受付経路",
        choices=[(one.value, SOURCE_NAMES[one]) for one in BY_CLERK],
        widget=forms.RadioSelect,
        error_messages={"required": "受付経路を選んでください。"},
    )
    contact = Line(
        label="結果を伝える連絡先",
        required=False,
        max_length=200,
        help_text="名前と電話番号など。担当だけが見て、だれにも公開しません。",
    )

    def proposal(self) -> Proposal:
        """Return what was written down."""
        data = self.cleaned_data
        return Proposal(
            title=data["title"],
            text=data["text"],
            source=Source(data["channel"]),
            contact=data["contact"],
        )


class MergeIdeaForm(forms.Form):
    """With which it is put together (まとめ先)."""

    number = forms.IntegerField(
        label="まとめ先のアイデアの番号",
        min_value=1,
        error_messages={
            "required": "まとめ先の番号を入力してください。",
            "invalid": "まとめ先の番号を数字で入力してください。",
        },
    )


class AsideForm(forms.Form):
    """Why an idea is not listed (載せない理由)."""

    aside = Line(
        label="載せない理由",
        max_length=300,
        needed="理由を入力してください。",
        help_text="提案した方が読みます。",
    )


class IdeaAnswerForm(forms.Form):
    """What the town does with an idea, and why (町の回答)."""

    answer = forms.ChoiceField(
        label="町の回答",
        choices=list(ANSWER_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "町の回答を選んでください。"},
    )
    reason = Sentence(label="理由と進め方", max_length=1000)


class ResultForm(forms.Form):
    """What the town says to the whole (結果のまとめ)."""

    result = Sentence(label="結果のまとめ", max_length=2000)
