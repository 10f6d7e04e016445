"""What somebody wants to hear, in which words and when (受信の希望)."""

from typing import Any

from django import forms
from django.utils.html import format_html

from tsunagaru.engines.messages.models import Subscriber
from tsunagaru.engines.messages.queries.topics import rules_of_sending, topics
from tsunagaru.engines.messages.services.subscribing import Wishes
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel.text import normalise_email

# Each in its own words, marked as such for whoever hears the page.
OWN_WORDS = '<span lang="{}">{}</span>'
LANGUAGES = [
    ("ja", format_html(OWN_WORDS, "ja", "日本語")),
    ("ja-easy", format_html(OWN_WORDS, "ja", "やさしい日本語")),
    ("en", format_html(OWN_WORDS, "en", "English")),
]
HOURS = range(24)
CHOOSE = dict.fromkeys(("required", "invalid_choice", "invalid_list"), "一覧から選んでください。")
BAD_EMAIL = "メールアドレスの形で入力してください（例：hanako@example.jp）。"


class WishesForm(forms.Form):
    """Topics, district, language and quiet hours (受信の希望)."""

    topics = forms.MultipleChoiceField(
        label="受け取りたい話題",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    district = forms.ChoiceField(label="お住まいの区", required=False, error_messages=CHOOSE)
    language = forms.ChoiceField(
        label="お知らせの言葉", choices=LANGUAGES, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    quiet_from = forms.ChoiceField(
        label="お知らせを控える時間の始まり", required=False, error_messages=CHOOSE
    )
    quiet_until = forms.ChoiceField(
        label="お知らせを控える時間の終わり", required=False, error_messages=CHOOSE
    )

    def __init__(self, language: str, data: Any = None, initial: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial=initial)
        self.fields["topics"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.code, _with_note(one.name.text.in_language(language), one, language))
            for one in topics()
        ]
        if not topics():
            del self.fields["topics"]
        nowhere = ("", say("選ばない", language))
        named = [(one.code, one.name) for one in places.districts()]
        self.fields["district"].choices = [nowhere, *named]  # type: ignore[attr-defined]  # see above
        never = ("", say("控えない", language))
        hours = [(str(hour), say("{hour}時", language, hour=hour)) for hour in HOURS]
        for name in ("quiet_from", "quiet_until"):
            self.fields[name].choices = [never, *hours]  # type: ignore[attr-defined]  # see above
        self.fields["quiet_until"].help_text = say(
            "この間のお知らせは、終わりの時刻に届きます。災害などの緊急のお知らせは、いつでも届きます。",
            language,
        )

    def clean(self) -> dict[str, Any]:
        """Both hours or none."""
        data = super().clean() or {}
        begins, ends = data.get("quiet_from", ""), data.get("quiet_until", "")
        if bool(begins) != bool(ends):
            missing = "quiet_until" if begins else "quiet_from"
            self.add_error(missing, "初めと終わりの両方を選んでください。")
        elif begins and begins == ends:
            self.add_error("quiet_until", "初めと違う時刻を選んでください。")
        return data

    def wishes(self, *, on_paper: bool = False) -> Wishes:
        """Return what was wished for, as the service takes it."""
        data = self.cleaned_data
        quiet = None
        if data["quiet_from"]:
            quiet = (int(data["quiet_from"]), int(data["quiet_until"]))
        return Wishes(
            topics=tuple(data.get("topics", ())),
            district=data["district"],
            language=data["language"],
            quiet=quiet,
            on_paper=on_paper,
        )


def _with_note(name: str, one: Any, language: str) -> str:  # noqa: ANN401 - a topic
    about = one.about.text.in_language(language) if one.about else ""
    brackets = ("（", "）") if language != "en" else (" (", ")")
    return f"{name}{brackets[0]}{about}{brackets[1]}" if about else name


def first_of(row: Subscriber | None, language: str, district: str = "") -> dict[str, Any]:
    """Return what a form shows at first: what is registered, or what the town proposes."""
    if row is not None:
        return {
            "topics": list(row.interests.values_list("topic", flat=True)),
            "district": row.district,
            "language": row.language,
            "quiet_from": _hour(row.quiet_from),
            "quiet_until": _hour(row.quiet_until),
            "on_paper": row.on_paper,
        }
    quiet = rules_of_sending().quiet
    hours = {"quiet_from": str(quiet.begins), "quiet_until": str(quiet.ends)} if quiet else {}
    return {"district": district, "language": language, **hours}


def _hour(hour: int | None) -> str:
    return "" if hour is None else str(hour)


class CounterForm(WishesForm):
    """The same at the counter and on the telephone (窓口・電話での登録)."""

    on_paper = forms.BooleanField(label="紙での受取りを希望する", required=False)
    way = forms.ChoiceField(
        label="受付方法",
        choices=[("phone", "電話"), ("counter", "窓口")],
        widget=forms.RadioSelect,
        initial="phone",
        error_messages=CHOOSE,
    )


class EmailForm(forms.Form):
    """An e-mail address for messages (メールアドレス)."""

    email = Line(
        label="メールアドレス",
        needed="メールアドレスを入力してください。",
        max_length=254,
        autocomplete="email",
        help_text="確認のメールをお送りします。メールのリンクを開くまで、お知らせは届きません。",
    )

    def clean_email(self) -> str:
        """Return the address in half width."""
        typed = normalise_email(self.cleaned_data["email"])
        if typed is None:
            raise forms.ValidationError(BAD_EMAIL)
        return typed
