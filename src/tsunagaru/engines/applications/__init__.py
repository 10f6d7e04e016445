"""Applications (申請): drafts, submission, corrections (initiatives 02, 04, 26)."""
