"""What clerks type about emergencies (災害時の情報の入力)."""

from tsunagaru.services.emergency.forms.drafts import NoteForm, TextForm, WordsForm
from tsunagaru.services.emergency.forms.issuing import AlertForm, EndForm, IssueForm

__all__ = ["AlertForm", "EndForm", "IssueForm", "NoteForm", "TextForm", "WordsForm"]
