"""Applications (申請): procedures as data, drafts, submission, corrections (initiatives 02, 04, 26)."""
