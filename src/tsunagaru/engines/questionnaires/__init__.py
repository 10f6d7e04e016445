"""Questionnaires (様式): what a form asks, how it is filled, and how it was liked
(initiatives 02, 08).
"""
