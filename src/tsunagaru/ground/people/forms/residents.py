"""What is typed about a resident, by the person or by a clerk (登録情報)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.ground.ui.persons import Email, Phone, PostalCode
from tsunagaru.kernel.events import Channel


class ProfileForm(forms.Form):
    """What a resident may change of the own profile (登録情報); the e-mail takes a link."""

    postal_code = PostalCode(label="郵便番号", required=False, autocomplete="postal-code")
    prefecture = Line(label="都道府県", required=False, autocomplete="address-level1")
    city = Line(label="市区町村", required=False, autocomplete="address-level2")
    town = Line(label="町名・大字", required=False, autocomplete="address-level3")
    street = Line(label="番地", required=False, autocomplete="address-line1")
    building = Line(
        label="建物名・部屋番号（ある場合）", required=False, autocomplete="address-line2"
    )
    phone = Phone(label="電話番号", required=False, autocomplete="tel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """An address once known may be changed, never emptied (登録済みの住所は必須)."""
        super().__init__(*args, **kwargs)
        known = self.initial or {}
        for name in ("prefecture", "city", "town", "street"):
            field = self.fields[name]
            field.required = bool(known.get("prefecture"))
            field.error_messages["required"] = "入力してください。"


CHANNELS = ((Channel.COUNTER, "窓口"), (Channel.PHONE, "電話"), (Channel.POST, "郵送"))


class ContactForm(ProfileForm):
    """What a clerk changes for a resident, and how the resident told it (連絡先の変更)."""

    email = Email(
        label="メールアドレス",
        required=False,
        max_length=254,
        help_text="連絡先です。本人がサインインに使うメールアドレスは変わりません。",
    )
    channel = forms.ChoiceField(
        label="受付経路",
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages={"required": "受付経路を選んでください。"},
    )
