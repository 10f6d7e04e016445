"""What people type to book (予約の入力欄): cleaned, never saved here."""

from datetime import date, datetime
from typing import Any

from django import forms

from tsunagaru.engines.bookings.definitions import ResourceDefinition
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.moments import DayField, TimeBox, moment_of
from tsunagaru.ground.ui.persons import Email, Phone, ResidentSearchForm
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.clock import JST

LONGEST_NOTE = 200
MOST_IN_A_ROW = 100  # where nothing says less
MOST_PEOPLE = 999  # where the town says nothing
HOW_MANY = "利用する数"
TOO_MANY = "{label}は{most}以下で入力してください。"
EARLIEST, LATEST = 2000, 2200  # years an address may name


class BesideSearchForm(ResidentSearchForm):
    """The search for a resident beside the boxes of who books without an account (住民を探す)."""

    prefix = "find"  # both ask for a telephone number


class PersonForm(forms.Form):
    """Who books, when nobody has signed in (予約する方)."""

    name = Line(
        label="お名前", needed="お名前を入力してください。", max_length=80, autocomplete="name"
    )
    phone = Phone(
        label="電話番号", needed="電話番号を入力してください。", max_length=40, autocomplete="tel"
    )
    email = Email(
        label="メールアドレス",
        required=False,
        max_length=254,
        autocomplete="email",
        help_text="入力すると、確認と前日のお知らせをメールで送ります。",
    )


class WishForm(forms.Form):
    """What is booked besides the time (予約の内容).

    Args:
        longest: how many slots in a row there are from this time on, where it is known.
    """

    def __init__(
        self,
        one: ResourceDefinition,
        language: str,
        data: Any = None,  # noqa: ANN401 - POST
        *,
        longest: int = MOST_IN_A_ROW,
    ) -> None:
        super().__init__(data)
        self.language = language
        if one.max_slots > 1:
            self.fields["slots"] = _length(one, min(one.max_slots, max(1, longest)), language)
        if one.max_units > 1:
            label = one.count.text.in_language(language) if one.count else say(HOW_MANY, language)
            self.fields["units"] = _number(label, min(one.max_units, one.units), language)
        if one.kind == "facility":
            self.fields["people"] = _people(one, language)
        if one.reductions:
            none = ("", say("受けない", language))
            offered = [(r.code, r.name.text.in_language(language)) for r in one.reductions]
            self.fields["reduction"] = forms.ChoiceField(
                label="使用料の減免",
                required=False,
                choices=[none, *offered],
                help_text=say("減免は、担当課が確かめてから使用料に反映されます。", language),
            )
        note = "ご用件" if one.kind == "visit" else "利用の目的"
        self.fields["note"] = Line(label=note, required=False, max_length=LONGEST_NOTE)

    def wish(self) -> dict[str, Any]:
        """Return what was wished for, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def _length(one: ResourceDefinition, most: int, language: str) -> forms.TypedChoiceField:
    """Return the question how long it is used: no more than may be used in a row, and fits."""
    wrong = say("利用する時間を選んでください。", language)
    return forms.TypedChoiceField(
        label=say("利用する時間（1枠{minutes}分）", language, minutes=one.slot_min),
        help_text=say("{most}枠まで続けて利用できます。", language, most=most),
        initial=1,
        coerce=int,
        choices=[
            (n, say("{count}枠（{minutes}分）", language, count=n, minutes=n * one.slot_min))
            for n in range(1, most + 1)
        ],
        error_messages={"required": wrong, "invalid_choice": wrong},
    )


def _number(label: str, most: int, language: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        initial=1,
        min_value=1,
        max_value=most,
        error_messages={
            "required": say("{label}を入力してください。", language, label=label),
            "invalid": say("{label}は数字で入力してください。", language, label=label),
            "min_value": say("{label}は1以上で入力してください。", language, label=label),
            "max_value": say(TOO_MANY, language, label=label, most=most),
        },
    )


def _people(one: ResourceDefinition, language: str) -> forms.IntegerField:
    field = _number(say("利用する人数", language), one.people or MOST_PEOPLE, language)
    if one.people:
        field.help_text = say("{count}人まで", language, count=one.people)
        refused = say("利用できる人数は{count}人までです。", language, count=one.people)
        field.error_messages["max_value"] = refused
    return field


class CloseForm(forms.Form):
    """When and why a resource is closed (休止)."""

    first = DayField(label="始まる日", max_length=40, help_text="例：令和8年12月7日、2026-12-07")
    opens = TimeBox(label="始まる時刻", help_text="例：9:00")
    last = DayField(label="終わる日", max_length=40)
    closes = TimeBox(label="終わる時刻", help_text="例：17:00、24:00")
    why = Line(label="理由（公開されます）", needed="理由を入力してください。", max_length=80)

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data)
        for name in ("first", "opens", "last", "closes"):
            field = self.fields[name]
            field.error_messages["required"] = f"{field.label}を入力してください。"
            field.error_messages["invalid"] = f"{field.label}は「9:00」のように入力してください。"

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return the time from and until when it is closed."""
        data = self.cleaned_data
        return moment_of(data["first"], data["opens"]), moment_of(data["last"], data["closes"])


def read_time(text: str) -> datetime | None:
    """Return the beginning of a slot as its address says it: ``2026-12-08T10:00`` in Japan."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    plain = read.tzinfo is None and EARLIEST <= read.year <= LATEST
    return read.replace(tzinfo=JST) if plain else None


def write_time(at: datetime) -> str:
    """Return the beginning of a slot as its address says it."""
    return f"{at.astimezone(JST):%Y-%m-%dT%H:%M}"


def read_day(text: str, otherwise: date) -> date:
    """Return the day of an address, or another one."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return read if EARLIEST <= read.year <= LATEST else otherwise
