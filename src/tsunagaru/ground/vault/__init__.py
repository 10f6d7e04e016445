"""Vault (金庫): encrypted columns, key ids, blind indexes and the data class of every column.

Lowest of the ground: every package with personal columns stands on it. It has no tables.
"""
