"""What clerks write about a booking (職員の入力欄)."""

from typing import Final

from django import forms

from tsunagaru.ground.ui.boxes import Sentence

SHORTEST: Final = 10  # signs: a sentence, not 対象外 alone
LONGEST: Final = 500


class RefusalForm(forms.Form):
    """Why a reduction is not granted (減免を認めない理由)."""

    why = Sentence(
        label="認めない理由",
        min_length=SHORTEST,
        max_length=LONGEST,
        help_text="予約した方へのお知らせに、このまま載ります。",
        error_messages={
            "required": "認めない理由を入力してください。",
            "min_length": f"認めない理由は、{SHORTEST}字以上の文で入力してください。",
            "max_length": f"認めない理由は{LONGEST}字以内で入力してください。",
        },
    )
