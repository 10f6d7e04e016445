"""Walks (通し試験): a person at a real browser, against real processes."""
