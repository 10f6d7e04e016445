"""What compiles statements for SQLite (SQLの組み立て): Django's own, which know plain ones."""

from django.db.models.sql import compiler

from tsunagaru.conf.compiling import PlainInserts, PlainSelects

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler


class SQLCompiler(PlainSelects):
    """Reads (読み取り)."""


class SQLInsertCompiler(PlainInserts):
    """Writes of rows (書き込み)."""
