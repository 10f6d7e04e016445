"""What a household writes into its district's roster (名簿の入力)."""

from typing import Any

from django import forms

from tsunagaru.ground.ui.boxes import Line
from tsunagaru.services.community.models import RosterEntry
from tsunagaru.services.community.rules.rosters import FIELD_NAMES, SHARE_NAMES, Field, Share

SHARES = [(one.value, name) for one, name in SHARE_NAMES.items()]


class RosterForm(forms.Form):
    """Each field, and how far it may be read (項目と同意の範囲)."""

    name = Line(label=FIELD_NAMES[Field.NAME], required=False, max_length=100)
    share_name = forms.TypedChoiceField(label="代表の氏名を見せる相手", coerce=int, choices=SHARES)
    phone = Line(label=FIELD_NAMES[Field.PHONE], required=False, max_length=30)
    share_phone = forms.TypedChoiceField(label="電話番号を見せる相手", coerce=int, choices=SHARES)
    contact = Line(label=FIELD_NAMES[Field.CONTACT], required=False, max_length=200)
    share_contact = forms.TypedChoiceField(
        label="緊急の連絡先を見せる相手", coerce=int, choices=SHARES
    )
    note = Line(label=FIELD_NAMES[Field.NOTE], required=False, max_length=400)
    share_note = forms.TypedChoiceField(
        label="知っておいてほしいことを見せる相手", coerce=int, choices=SHARES
    )

    @staticmethod
    def shown_of(row: RosterEntry | None) -> dict[str, Any]:
        """Return what the boxes show of an entry; of none, that nobody reads anything."""
        texts = {one.value: getattr(row, one.value) or "" for one in Field} if row else {}
        shares = row.shares if row else {}
        return texts | {f"share_{one}": shares.get(one, Share.NOBODY.value) for one in Field}

    def values(self) -> dict[Field, str]:
        """Return what was written."""
        return {one: self.cleaned_data[one.value] for one in Field}

    def shares(self) -> dict[Field, Share]:
        """Return how far each field may be read."""
        return {one: Share(self.cleaned_data[f"share_{one}"]) for one in Field}
