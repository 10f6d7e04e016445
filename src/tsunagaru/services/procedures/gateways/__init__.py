"""The outside world of procedures: tables that people keep in other programs."""
