"""Fee, reductions, payment and visit as boxes (手数料・減免・支払い・来庁の予約の入力)."""

from collections.abc import Mapping
from typing import Any

from django import forms

from tsunagaru.services.procedures.forms.items import ItemForm
from tsunagaru.services.procedures.queries import revenues, visit_resources
from tsunagaru.services.procedures.rules.editing import put
from tsunagaru.services.procedures.rules.kinds import ITEM_ORDER
from tsunagaru.services.procedures.rules.money import ALWAYS, NEVER, STANDARD, WHENS
from tsunagaru.services.procedures.rules.trees import Tree

FIXED, RULE, OPEN = "yen", "rule", "open"
AMOUNTS = (
    (FIXED, "決まった額（無料は0円）"),
    (RULE, "答えから計算する"),
    (OPEN, "場合によって違う（説明だけを書き、額は担当者が決める）"),
)
SOMETIMES = "sometimes"
BEFORE = (
    (ALWAYS, "いつも、支払いを確かめてから認める"),
    (SOMETIMES, "この画面の条件に当てはまるときは、支払いを確かめてから認める"),
    (NEVER, "支払いの前でも認める"),
)
HOW = "式の書き方は「条件式の書き方」を見てください。"
LONGEST = 2000


class FeeForm(ItemForm):
    """What it costs (手数料): an amount, a formula over the answers, or words alone."""

    texts = (("text", "手数料の説明", True, True),)
    whole = True
    shows_codes = True

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        known = [key for key in (FIXED, RULE) if self.before.get(key) is not None]
        return super().start() | {"amount": known[0] if known else OPEN}

    def add_boxes(self) -> None:
        """Ask how the amount is found; the boxes stand before the explanation."""
        radio = forms.RadioSelect
        boxes: dict[str, forms.Field] = {
            "amount": forms.ChoiceField(label="金額の決め方", choices=AMOUNTS, widget=radio),
            FIXED: forms.IntegerField(
                label="手数料（円）", min_value=0, max_value=10_000_000, required=False
            ),
            RULE: forms.CharField(
                label="手数料の計算式",
                max_length=LONGEST,
                required=False,
                help_text=f"例：300 * copies。{HOW}",
            ),
        }
        self.fields = {**boxes, **self.fields}

    def clean(self) -> dict[str, Any]:
        """The way that was chosen needs its box filled in."""
        cleaned = super().clean()
        if cleaned.get("amount") == FIXED and cleaned.get(FIXED) is None and FIXED in cleaned:
            self.add_error(FIXED, "手数料（円）を入力してください。無料は0です。")
        if cleaned.get("amount") == RULE and not cleaned.get(RULE):
            self.add_error(RULE, "手数料の計算式を入力してください。")
        return cleaned

    def write(self, item: Tree, condition: str) -> None:
        """Write the fee; only the amount that was chosen stays."""
        super().write(item, condition)
        typed = self.cleaned_data
        for key in (FIXED, RULE):
            put(item, key, typed[key] if typed["amount"] == key else None, ITEM_ORDER)


class ReductionForm(ItemForm):
    """Why somebody pays less (減免)."""

    condition, condition_label, needs_condition = "when", "減額する条件", True
    texts = (("name", "減免の名前", True, False),)

    def add_boxes(self) -> None:
        """Ask what is taken off."""
        self.fields["off"] = forms.CharField(
            label="減額する額（円）",
            max_length=LONGEST,
            help_text=f"額か、計算式です。例：100、300 * copies。{HOW}",
            error_messages={"required": "減額する額を入力してください。"},
        )

    def write(self, item: Tree, condition: str) -> None:
        """Write the reduction; the amount is an expression, hence text."""
        super().write(item, condition)
        put(item, "off", self.cleaned_data["off"], ITEM_ORDER)


class PaymentForm(ItemForm):
    """When and how the fee is asked for (支払い)."""

    condition = "required"
    condition_label = "支払いを確かめてから認める条件（下の「認める前の支払い」で選んだとき）"

    @classmethod
    def condition_in(cls, before: Mapping[str, Any]) -> str:
        """Return the condition as it stands in a file; always and never are boxes of their own."""
        found = super().condition_in(before)
        return "" if found in {ALWAYS, NEVER} else found

    def start(self) -> dict[str, Any]:
        """Return what the boxes show at first."""
        required = str(self.before.get("required", ALWAYS))
        chosen = required if required in {ALWAYS, NEVER} else SOMETIMES
        return {"when": "on_submit", **STANDARD, **super().start(), "prepay": chosen}

    def add_boxes(self) -> None:
        """Ask when it is asked for, until when, and whether nothing is granted before."""
        radio = forms.RadioSelect
        self.fields["when"] = forms.ChoiceField(
            label="請求の時期", choices=list(WHENS.items()), widget=radio
        )
        self.fields["due_days"] = forms.IntegerField(
            label="請求から期限までの日数", min_value=1, max_value=180
        )
        self.fields["refund_percent"] = forms.IntegerField(
            label="取下げや認めないときに返金する割合（％）",
            min_value=0,
            max_value=100,
            help_text="返金の案に使います。担当者は、理由を書いて変えられます。",
        )
        known = revenues()
        standing = str(self.before.get("revenue", STANDARD["revenue"]))
        self.fields["revenue"] = forms.ChoiceField(
            label="収入科目", choices=list(({standing: standing} | known).items())
        )
        self.fields["prepay"] = forms.ChoiceField(
            label="認める前の支払い", choices=BEFORE, widget=radio
        )
        chosen = self.data.get("prepay") if self.is_bound else self.initial["prepay"]
        self.needs_condition = chosen == SOMETIMES
        self.asks_condition = not self.is_bound or self.needs_condition

    def write(self, item: Tree, condition: str) -> None:
        """Write the payment; what holds without being said is not written."""
        typed = self.cleaned_data
        put(item, "when", typed["when"], ITEM_ORDER)
        required = condition if typed["prepay"] == SOMETIMES else typed["prepay"]
        self.write_plain(item, "required", required, standard=ALWAYS)
        for key, standard in STANDARD.items():
            self.write_plain(item, key, typed[key], standard=standard)


class VisitForm(ItemForm):
    """What is booked at the town hall after handing in (来庁の予約)."""

    condition, condition_label = "when", "来庁の予約を勧める条件（なければ、いつも勧めます）"

    @classmethod
    def condition_in(cls, before: Mapping[str, Any]) -> str:
        """Return the condition as it stands in a file; always is none."""
        found = super().condition_in(before)
        return "" if found == ALWAYS else found

    def add_boxes(self) -> None:
        """Ask what is booked."""
        known = visit_resources()
        standing = str(self.before.get("resource", ""))
        listed = ({standing: standing} if standing else {}) | known
        self.fields["resource"] = forms.ChoiceField(
            label="予約するもの",
            choices=[("", "選んでください"), *listed.items()],
            help_text="予約できるものは、町のフォルダで決めています。",
            error_messages={"required": "予約するものを選んでください。"},
        )

    def write(self, item: Tree, condition: str) -> None:
        """Write the visit."""
        put(item, "resource", self.cleaned_data["resource"], ITEM_ORDER)
        self.write_plain(item, "when", condition or ALWAYS, standard=ALWAYS)
