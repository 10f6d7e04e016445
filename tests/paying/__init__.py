"""Fees and visits of applications across the packages (手数料と来庁の通し試験)."""
