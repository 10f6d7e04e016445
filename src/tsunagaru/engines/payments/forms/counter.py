"""What staff type about payments (支払いの入力欄): cleaned, never saved here."""

from collections.abc import Sequence

from django import forms

from tsunagaru.engines.payments.forms.pieces import PiecesField
from tsunagaru.engines.payments.forms.slips import SlipField
from tsunagaru.engines.payments.models import Drawer, Paypoint
from tsunagaru.engines.payments.rules.cash import DENOMINATIONS, MOST_PIECES, NOTES, beside_books
from tsunagaru.engines.payments.services.counter import CannotCloseUnexplained, Count
from tsunagaru.ground.ui.boxes import Sentence
from tsunagaru.ground.ui.money import YenField

LONGEST = 1000
IN_ORDER = [*(f"n{value}" for value in DENOMINATIONS), "again_yen", "explanation"]
AGAIN = "すべての札と硬貨を数え直して、その合計を入れてください。"
COUNT_AGAIN = "{beside}です。もう一度数えて、枚数と合計を合わせてください。"
EXPLAIN = "{beside}です。数え直すか、過不足の説明を書いてください。"


def _offer(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    """Offer these; where there is only one, it is chosen already."""
    field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField
    if len(choices) == 1:
        field.initial = choices[0][0]


class CashForm(forms.Form):
    """Cash handed over (現金の受取)."""

    drawer = forms.ChoiceField(label="レジ", error_messages={"required": "レジを選んでください。"})
    tendered = YenField(
        label="お預かり", help_text="受け取った金額を入れると、おつりを計算します。"
    )

    def __init__(self, drawers: Sequence[Drawer], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        _offer(self.fields["drawer"], [(str(row.pk), row.paypoint.name) for row in drawers])


class CardForm(forms.Form):
    """A payment at the card terminal (カード端末での支払い)."""

    paypoint = forms.ChoiceField(
        label="支払い窓口", error_messages={"required": "支払い窓口を選んでください。"}
    )
    slip = SlipField()

    def __init__(self, points: Sequence[Paypoint], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        _offer(self.fields["paypoint"], [(row.pk, row.name) for row in points if row.terminal])


class TerminalRefundForm(forms.Form):
    """What was taken back at the card terminal (カード端末での取消し)."""

    slip = SlipField(
        label="端末の取消しの伝票番号",
        help_text="カード端末で取り消したときに、端末から出た控えの番号です。",
    )


class RefundForm(forms.Form):
    """How much goes back, and why (返金): at most what is held."""

    reason = Sentence(
        label="返金の理由",
        max_length=LONGEST,
        help_text="帳簿に残ります。申請者の氏名は書かないでください。",
    )

    def __init__(self, data: object = None, *, most: int) -> None:
        super().__init__(data, initial={"yen": most})  # type: ignore[arg-type]  # a request's POST
        self.fields["yen"] = YenField(label="返金する金額", most=max(1, most), least=1)
        self.order_fields(["yen", "reason"])


class OpenDrawerForm(forms.Form):
    """Which drawer is opened, with which float (レジの開設)."""

    paypoint = forms.ChoiceField(
        label="支払い窓口", error_messages={"required": "支払い窓口を選んでください。"}
    )
    float_yen = YenField(label="つり銭準備金")

    def __init__(self, points: Sequence[Paypoint], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        choices = [(row.pk, row.name) for row in points if row.cash]
        self.fields["paypoint"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class CountForm(forms.Form):
    """The notes and coins in a drawer (計数); a second count where the gap is a large one."""

    explanation = Sentence(
        label="過不足の説明",
        max_length=LONGEST,
        required=False,
        help_text="数えた金額と帳簿が違うときは、必ず書いてください。",
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a request's POST
        for value in DENOMINATIONS:
            unit = "札" if value in NOTES else "硬貨"
            label = f"{value:,}円{unit}の枚数"
            self.fields[f"n{value}"] = PiecesField(label=label, most=MOST_PIECES)
        self.order_fields(IN_ORDER)
        if str(self.data.get("again_yen", "")).strip():
            self._ask_again()

    def _ask_again(self) -> None:
        self.fields["again_yen"] = YenField(label="もう一度数えた合計", help_text=AGAIN)
        self.order_fields(IN_ORDER)

    def refuse(self, gap: CannotCloseUnexplained) -> None:
        """Say what is lacking; a large gap is counted a second time."""
        beside = beside_books(gap.difference_yen)
        if gap.uncounted:
            self._ask_again()
            self.add_error("again_yen", COUNT_AGAIN.format(beside=beside))
        if gap.unexplained:
            self.add_error("explanation", EXPLAIN.format(beside=beside))

    @property
    def count(self) -> Count:
        """Return what was counted."""
        typed = self.cleaned_data
        pieces = {value: typed.get(f"n{value}") or 0 for value in DENOMINATIONS}
        return Count(pieces, typed["explanation"], typed.get("again_yen"))


class SeenForm(forms.Form):
    """What accounts say about a drawer's gap (過不足の確認)."""

    words = Sentence(
        label="確認の記録",
        max_length=LONGEST,
        help_text="確かめたことと、行った対応を書いてください。",
    )
