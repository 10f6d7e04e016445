"""Filling a form (様式の入力): reading answers, judging them, showing them."""
