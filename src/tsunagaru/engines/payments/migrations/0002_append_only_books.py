"""Triggers that forbid changing what was booked."""

from django.db import migrations

APPEND_ONLY = ("payments_journal", "payments_entry")

SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FORBID = """
CREATE FUNCTION payments_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH {each} EXECUTE FUNCTION payments_forbid()
"""


def lift_and_put_back(vendor):
    """Return the statements that lift the guards against deletion, and those that restore them."""
    if vendor == "postgresql":
        return tuple(
            [f"ALTER TABLE {table} {verb} TRIGGER USER" for table in APPEND_ONLY]
            for verb in ("DISABLE", "ENABLE")
        )
    return (
        [f"DROP TRIGGER {table}_no_delete" for table in APPEND_ONLY],
        [SQLITE_GUARD.format(table=table, verb="delete") for table in APPEND_ONLY],
    )


def guard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FORBID, params=None)
    for table in APPEND_ONLY:
        for verb in ("update", "delete", *(("truncate",) if postgresql else ())):
            statement = POSTGRESQL_GUARD if postgresql else SQLITE_GUARD
            each = "STATEMENT" if verb == "truncate" else "ROW"
            schema_editor.execute(statement.format(table=table, verb=verb, each=each), params=None)


def unguard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in APPEND_ONLY:
        for verb in ("update", "delete", *(("truncate",) if postgresql else ())):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}", params=None)
    if postgresql:
        schema_editor.execute("DROP FUNCTION payments_forbid", params=None)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
