"""What people type of a district's events (行事と参加申込の入力)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.services.community.forms.districts import DAYS
from tsunagaru.services.community.models import Gathering, SignUp
from tsunagaru.services.community.queries.gatherings import Line as SignUpLine
from tsunagaru.services.community.rules.gatherings import MOST_PEOPLE, WAY_NAMES, Way
from tsunagaru.services.community.services.gatherings import Plan
from tsunagaru.services.community.services.lines import Party
from tsunagaru.services.community.services.sign_ups import Told

FAR = timedelta(days=400)
TIMES = ["%H:%M", "%H時%M分", "%H時"]
DAY = {"invalid": "日付は 2026-04-01 のように入力してください。"}
TIME = {"invalid": "時刻は 9:00 のように入力してください。"}
MOST = 9999
PEOPLE = "人数は、0から20までの数字で入力してください。"
WRONG_PEOPLE = dict.fromkeys(("required", "invalid", "min_value", "max_value"), PEOPLE)
MANY = "人数は、0から9999までの数字で入力してください。"
WRONG_MANY = dict.fromkeys(("required", "invalid", "min_value", "max_value"), MANY)
CAPACITY = "定員は、1から9999までの数字で入力してください。"


class GatheringForm(forms.Form):
    """An event as the head writes it (行事)."""

    title = Line(label="行事の名前", max_length=80, needed="行事の名前を入力してください。")
    on = forms.DateField(
        label="日にち",
        input_formats=DAYS,
        help_text="例：2026-04-01",
        error_messages=DAY | {"required": "日にちを入力してください。"},
    )
    begins = forms.TimeField(
        label="始まる時刻",
        input_formats=TIMES,
        help_text="例：9:00",
        error_messages=TIME | {"required": "始まる時刻を入力してください。"},
    )
    ends = forms.TimeField(
        label="終わる時刻", required=False, input_formats=TIMES, error_messages=TIME
    )
    place = Line(label="場所", max_length=100, needed="場所を入力してください。")
    bring = Line(label="持ち物", max_length=200, required=False)
    rain = Line(
        label="雨のとき",
        max_length=200,
        required=False,
        help_text="例：雨のときは、次の日曜日に延ばします。",
    )
    words = Sentence(label="説明", max_length=2000, required=False)
    capacity = forms.IntegerField(
        label="定員（人数）",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="空けると、定員はありません。",
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), CAPACITY),
    )
    due_on = forms.DateField(
        label="申込みの締切日",
        input_formats=DAYS,
        help_text="この日の終わりまで申し込めます。",
        error_messages=DAY | {"required": "申込みの締切日を入力してください。"},
    )

    def __init__(self, data: Any = None, *, day: date, row: Gathering | None = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial=_shown(row) if row else None)
        self._day = day

    def clean_on(self) -> date:
        """Refuse a day that is over, or far away."""
        on: date = self.cleaned_data["on"]
        if not self._day <= on <= self._day + FAR:
            raise forms.ValidationError("日にちは、今日から1年以内にしてください。")
        return on

    def clean(self) -> dict[str, Any]:
        """The deadline comes no later than the day, and the end after the beginning."""
        data = super().clean() or {}
        on, due_on = data.get("on"), data.get("due_on")
        if on and due_on and due_on > on:
            self.add_error("due_on", "締切日は、行事の日か、それより前の日にしてください。")
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", "終わる時刻は、始まる時刻より後にしてください。")
        return data

    def plan(self) -> Plan:
        """Return what was written."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


class GatheringChangeForm(GatheringForm):
    """What is different about an event (行事の変更)."""

    note = Line(
        label="変更の内容",
        max_length=300,
        needed="何が変わったかを入力してください。",
        help_text="申し込んだ世帯への知らせに書かれます。",
    )
    field_order = ("note",)


class CancelForm(forms.Form):
    """Why an event does not take place (中止の理由)."""

    reason = Line(label="中止の理由", max_length=300, needed="理由を入力してください。")


class PartyForm(forms.Form):
    """Who comes of a household (参加する人)."""

    adults = forms.IntegerField(
        label="おとなの人数", min_value=0, max_value=MOST_PEOPLE, error_messages=WRONG_PEOPLE
    )
    children = forms.IntegerField(
        label="子どもの人数", min_value=0, max_value=MOST_PEOPLE, error_messages=WRONG_PEOPLE
    )
    note = Line(
        label="ひとこと（あれば）",
        max_length=200,
        required=False,
        help_text="手伝えること、体の具合、食べられない物などがあれば書いてください。",
    )

    def __init__(self, data: Any = None, *, row: SignUp | None = None) -> None:  # noqa: ANN401 - POST
        shown: dict[str, Any] = {"adults": 1, "children": 0}
        if row is not None and row.active:
            shown = {"adults": row.adults, "children": row.children, "note": row.note or ""}
        super().__init__(data, initial=shown)

    def clean(self) -> dict[str, Any]:
        """Somebody comes."""
        data = super().clean() or {}
        if data.get("adults") == 0 and data.get("children") == 0:
            self.add_error("adults", "1人以上の人数を入力してください。")
        return data

    def party(self) -> Party:
        """Return what was written."""
        data = self.cleaned_data
        return Party(adults=data["adults"], children=data["children"], note=data["note"])


class EnterForm(PartyForm):
    """A household that told the head that it comes (電話・紙の申込み)."""

    name = Line(
        label="世帯の代表の氏名",
        max_length=60,
        needed="世帯の代表の氏名を入力してください。",
    )
    group = forms.ChoiceField(label="組", required=False)
    way = forms.ChoiceField(
        label="申込みの方法",
        choices=[(one.value, name) for one, name in WAY_NAMES.items() if one is not Way.ONLINE],
        error_messages={"required": "申込みの方法を選んでください。"},
    )
    field_order = ("name", "group", "way")

    def __init__(self, data: Any = None, *, groups: Sequence[tuple[str, str]]) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        self.initial["way"] = Way.PHONE
        self.fields["group"].choices = [("", "組未定"), *groups]  # type: ignore[attr-defined]  # a choice field

    def told(self) -> Told:
        """Return which household it is."""
        data = self.cleaned_data
        return Told(name=data["name"], group=data["group"], way=Way(data["way"]))


class CountForm(forms.Form):
    """How many came of each household, and without having signed up (出欠)."""

    walk_ins = forms.IntegerField(
        label="申込みなしで来た人数",
        min_value=0,
        max_value=MOST,
        error_messages=WRONG_MANY,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        found: Sequence[SignUpLine],
        walk_ins: int,
    ) -> None:
        super().__init__(data, initial={"walk_ins": walk_ins})
        self._names = {one.row.pk: f"came_{one.row.pk.hex}" for one in found}
        for one in found:
            self.fields[self._names[one.row.pk]] = forms.IntegerField(
                label=f"{one.name}（{one.row.people}）",
                required=False,
                min_value=0,
                max_value=MOST,
                initial=one.row.people if one.row.came is None else one.row.came,
                error_messages=WRONG_MANY,
            )

    def came(self) -> dict[UUID, int | None]:
        """Return how many came, by sign-up."""
        return {id_: self.cleaned_data[name] for id_, name in self._names.items()}


def _shown(row: Gathering) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in Plan.__dataclass_fields__}
    times = {name: f"{shown[name]:%H:%M}" if shown[name] else "" for name in ("begins", "ends")}
    return shown | times
