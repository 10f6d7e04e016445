"""What is typed about inquiries (広聴の入力)."""

from tsunagaru.services.hearing.forms.asking import AgainForm, AskForm, EntryForm
from tsunagaru.services.hearing.forms.rounds import (
    AsideForm,
    IdeaAnswerForm,
    IdeaEntryForm,
    IdeaForm,
    MergeIdeaForm,
    ResultForm,
    RoundForm,
)
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
    "AsideForm",
    "AskForm",
    "AssignForm",
    "DraftForm",
    "EntryForm",
    "FinishForm",
    "GivenForm",
    "IdeaAnswerForm",
    "IdeaEntryForm",
    "IdeaForm",
    "MergeForm",
    "MergeIdeaForm",
    "NoteForm",
    "PublicForm",
    "ReasonForm",
    "ResultForm",
    "RoundForm",
]
