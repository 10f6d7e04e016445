"""What people type about circulars (回覧の入力)."""

from tsunagaru.services.community.forms.circulars import (
    CircularForm,
    CorrectionForm,
    ReasonForm,
)
from tsunagaru.services.community.forms.districts import GroupForm, PersonForm, TermForm
from tsunagaru.services.community.forms.own import WishForm

__all__ = [
    "CircularForm",
    "CorrectionForm",
    "GroupForm",
    "PersonForm",
    "ReasonForm",
    "TermForm",
    "WishForm",
]
