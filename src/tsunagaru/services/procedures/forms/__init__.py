"""What is typed about procedures (手続きの入力)."""

from tsunagaru.services.procedures.forms.register import EntryForm, ResolutionForm, UploadForm

__all__ = ["EntryForm", "ResolutionForm", "UploadForm"]
