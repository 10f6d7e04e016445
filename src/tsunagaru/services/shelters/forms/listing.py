"""What a clerk enters about the lists of tablets (名簿に載るかどうかの聞き取り)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.ground.people.api import ResidentView
from tsunagaru.kernel.events import Channel
from tsunagaru.services.shelters.rules.states import TOLD_BY


class ListingForm(forms.Form):
    """Who told it, by which way, and what (名簿に載るかどうか)."""

    who = forms.MultipleChoiceField(
        label="希望した方",
        widget=forms.CheckboxSelectMultiple,
        help_text="希望を確かめた方だけに印を付けます。未成年の方は、保護者の方から聞きます。",
        error_messages={"required": "希望した方に印を付けてください。"},
    )
    channel = forms.ChoiceField(
        label="聞いた方法",
        choices=[(one.value, name) for one, name in TOLD_BY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "聞いた方法を選んでください。"},
    )
    listed = forms.ChoiceField(choices=[("yes", "載せる"), ("no", "載せない")])

    def __init__(self, household: Sequence[ResidentView], data: Any = None, **more: Any) -> None:  # noqa: ANN401 - POST
        super().__init__(data, **more)
        who = self.fields["who"]
        if isinstance(who, forms.MultipleChoiceField):
            who.choices = [(str(one.id), f"{one.name}（{one.kana}）") for one in household]

    def told(self) -> dict[str, Any]:
        """Return it as it is noted."""
        data = self.cleaned_data
        return {
            "residents": [UUID(one) for one in data["who"]],
            "listed": data["listed"] == "yes",
            "channel": Channel(data["channel"]),
        }
