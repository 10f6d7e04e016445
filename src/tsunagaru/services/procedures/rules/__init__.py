"""Rules of procedures: finding them, and what a seal is for. No Django, no clock."""
