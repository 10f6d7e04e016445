"""What compiles statements for PostgreSQL (SQLの組み立て): Django's own, which know plain ones."""

from django.db.backends.postgresql import compiler

from tsunagaru.conf.compiling import PlainInserts, PlainSelects

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler


class SQLCompiler(PlainSelects, compiler.SQLCompiler):
    """Reads (読み取り)."""


class SQLInsertCompiler(PlainInserts, compiler.SQLInsertCompiler):
    """Writes of rows (書き込み)."""
