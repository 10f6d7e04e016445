"""What is typed about inquiries (広聴の入力)."""

from tsunagaru.services.hearing.forms.asking import AgainForm, AskForm, EntryForm
from tsunagaru.services.hearing.forms.working import (
    AssignForm,
    DraftForm,
    FinishForm,
    GivenForm,
    MergeForm,
    NoteForm,
    PublicForm,
    ReasonForm,
)

__all__ = [
    "AgainForm",
    "AskForm",
    "AssignForm",
    "DraftForm",
    "EntryForm",
    "FinishForm",
    "GivenForm",
    "MergeForm",
    "NoteForm",
    "PublicForm",
    "ReasonForm",
]
