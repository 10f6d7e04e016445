"""Search (検索): finds pages by pairs of signs, on SQLite and PostgreSQL alike, rights included.

What is indexed is what the town publishes or its staff may read; never a person's data.
"""
