"""The plan (DXガイドライン): strategy, initiatives and indicators, measured from the ledger.

Anything may be measured by it; no package imports it (initiatives 08, 33, 35).
"""
