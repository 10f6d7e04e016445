"""Questionnaires (様式): what a form asks, how it is filled and liked (initiatives 02, 08)."""
