"""What a resident chooses (受取り方の選択)."""

from django import forms

from tsunagaru.services.community.rules.paper import WISH_NAMES


class WishForm(forms.Form):
    """How the household wants its circulars (受取り方)."""

    wish = forms.ChoiceField(
        label="受け取り方",
        choices=list(WISH_NAMES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": "受け取り方を選んでください。",
            "invalid_choice": "受け取り方を選んでください。",
        },
    )
