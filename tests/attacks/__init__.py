"""Attacks on the running house (攻撃の試験): what is sent here is meant to break something.

Every test goes through Django's whole middleware, on SQLite and on PostgreSQL.
"""
