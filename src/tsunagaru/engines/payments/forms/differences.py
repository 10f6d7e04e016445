"""What is typed to settle a difference (差異の解消の入力欄): cleaned, never saved here."""

from collections.abc import Iterable

from django import forms

from tsunagaru.engines.payments.models import Difference
from tsunagaru.engines.payments.rules.settling import Way
from tsunagaru.engines.payments.services.settling import off_of
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.ground.ui.moments import DayField
from tsunagaru.kernel.calendar import format_era_date

LONGEST = 1000


class LookForm(forms.Form):
    """Which invoice an unknown payment may be for (請求の番号)."""

    number = Line(
        label="請求番号",
        max_length=40,
        needed="請求番号を入力してください。",
        help_text="請求の一覧で確かめた番号です。内容を確かめてから、あてられます。",
    )


class SettleForm(forms.Form):
    """Why books and file differ, and what was done (差異の説明)."""

    explanation = Sentence(
        label="説明", max_length=LONGEST, help_text="原因と、行った対応を書いてください。"
    )


class ReturnForm(SettleForm):
    """When an unknown payment was given back on the provider's pages (返金の記録)."""

    returned_on = DayField(
        label="返金した日",
        help_text="事業者の管理画面で返金した日です。例：令和8年4月20日",
        error_messages={"required": "返金した日を入力してください。"},
    )
    field_order = ("returned_on", "explanation")


class MatchForm(SettleForm):
    """Which payment went back with this line (結びつける返金)."""

    held = forms.ChoiceField(
        label="返金した入金", error_messages={"required": "返金した入金を選んでください。"}
    )
    field_order = ("held", "explanation")

    def __init__(self, waiting: Iterable[Difference], data: object = None, **more: str) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]  # a request's POST
        choices = [(str(row.pk), _called(row)) for row in waiting]
        self.fields["held"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def _called(row: Difference) -> str:
    back = format_era_date(row.returned_on) if row.returned_on else ""
    return f"{format_era_date(row.settlement.day)}の入金 {off_of(row):,}円（{back}に返金）"


def form_for(way: Way, waiting: Iterable[Difference], data: object = None) -> SettleForm:
    """Return the boxes of a way to settle, each with ids of its own (入力欄)."""
    ids = f"{way.value}_%s"
    if way is Way.RETURNED:
        return MatchForm(waiting, data, auto_id=ids)
    form = ReturnForm if way is Way.RETURN else SettleForm
    return form(data, auto_id=ids)  # type: ignore[arg-type]  # a request's POST
