"""Rows by what their columns hold (行の読み書き), with statements that are put together once."""

from tsunagaru.ground.rows.reading import NotInTransaction, find, first, get
from tsunagaru.ground.rows.writing import add, change

__all__ = ["NotInTransaction", "add", "change", "find", "first", "get"]
