"""What a clerk types about an arrival (取込みの入力)."""

from typing import Any
from uuid import UUID

from django import forms

from tsunagaru.engines.applications import api as applications


class CloseForm(forms.Form):
    """That it was dealt with by hand (手で処理した)."""

    number = forms.CharField(
        label="入力した申請の受付番号",
        required=False,
        max_length=20,
        help_text="「窓口・電話受付」で入力し直したときの受付番号。申請にしなかったときは空欄にします。",
    )
    confirmed = forms.BooleanField(
        label="届いた内容をすべて確かめました",
        error_messages={"required": "届いた内容を確かめて、チェックを入れてください。"},
    )

    def clean_number(self) -> UUID | None:
        """Return the application of the number.

        Raises:
            forms.ValidationError: there is none.
        """
        typed = str(self.cleaned_data.get("number") or "").strip()
        found = applications.application_of_number(typed) if typed else None
        if typed and found is None:
            raise forms.ValidationError("この受付番号の申請はありません。番号を確かめてください。")
        return found

    @property
    def application(self) -> Any:  # noqa: ANN401 - an id or None
        """Return the application that was entered, if any."""
        return self.cleaned_data["number"]
