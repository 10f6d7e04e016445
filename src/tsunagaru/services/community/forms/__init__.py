"""What people type about circulars (回覧の入力)."""

from tsunagaru.services.community.forms.circulars import (
    CircularForm,
    CorrectionForm,
    ReasonForm,
)
from tsunagaru.services.community.forms.districts import (
    AwayForm,
    GroupForm,
    PersonForm,
    SuccessorForm,
    TermForm,
)
from tsunagaru.services.community.forms.own import WishForm
from tsunagaru.services.community.forms.paper_homes import NameForm, PaperHomeForm
from tsunagaru.services.community.forms.rosters import RosterForm

__all__ = [
    "AwayForm",
    "CircularForm",
    "CorrectionForm",
    "GroupForm",
    "NameForm",
    "PaperHomeForm",
    "PersonForm",
    "ReasonForm",
    "RosterForm",
    "SuccessorForm",
    "TermForm",
    "WishForm",
]
