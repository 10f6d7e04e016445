"""Triggers that forbid changing the past, and the PostgreSQL function that writes an event."""

from django.db import migrations

APPEND_ONLY = ("ledger_event", "ledger_audit")

SQLITE_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
POSTGRESQL_FORBID = """
CREATE FUNCTION ledger_forbid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""
POSTGRESQL_GUARD = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH {each} EXECUTE FUNCTION ledger_forbid()
"""
POSTGRESQL_RECORD = """
CREATE FUNCTION ledger_record(events json, rollups json, deliveries json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_event
        (id, at, day, name, subject, channel, facts, weight, corrects)
    SELECT id, at, day, name, subject, channel, facts, weight, corrects
    FROM json_to_recordset(events) AS e(
        id uuid, at timestamptz, day date, name text, subject uuid, channel text, facts jsonb,
        weight int, corrects uuid
    );
    INSERT INTO ledger_rollup AS r
        (day, name, scope, cell, measure, bucket, shard, n, total)
    SELECT day, name, scope, cell, measure, bucket, pg_backend_pid(), n, total
    FROM json_to_recordset(rollups) AS v(
        day date, name text, scope text, cell text, measure text, bucket bigint, n bigint,
        total bigint
    )
    ON CONFLICT (day, scope, name, cell, measure, bucket, shard)
    DO UPDATE SET n = r.n + excluded.n, total = r.total + excluded.total;
    IF deliveries IS NOT NULL THEN
        INSERT INTO ledger_delivery
            (event, reaction, state, attempts, owner, due_at, last_error)
        SELECT event, reaction, 'queued', 0, '', due_at, ''
        FROM json_to_recordset(deliveries) AS d(
            event uuid, reaction text, due_at timestamptz
        );
        PERFORM pg_notify('tsunagaru_deliveries', '');
    END IF;
END $$
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


def keep_rows_in_their_key(apps, schema_editor):
    """On SQLite, keep the rollups in the tree of their key alone: half the pages to write."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in ("ledger_rollup", "ledger_monthrollup"):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL"
                " ORDER BY type DESC",
                [table],
            )
            create, *indexes = [row[0] for row in cursor.fetchall()]
        for statement in (
            f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"{create} WITHOUT ROWID",
            *indexes,
            f"INSERT INTO {table} SELECT * FROM kept",
            "DROP TABLE kept",
        ):
            schema_editor.execute(statement, params=None)


def guard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FORBID, params=None)
        schema_editor.execute(POSTGRESQL_RECORD, params=None)
    for table in APPEND_ONLY:
        for verb in ("update", "delete"):
            statement = POSTGRESQL_GUARD if postgresql else SQLITE_GUARD
            schema_editor.execute(statement.format(table=table, verb=verb, each="ROW"), params=None)
        if postgresql:
            truncate = POSTGRESQL_GUARD.format(table=table, verb="truncate", each="STATEMENT")
            schema_editor.execute(truncate, params=None)


def unguard(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in APPEND_ONLY:
        for verb in ("update", "delete", *(("truncate",) if postgresql else ())):
            on = f" ON {table}" if postgresql else ""
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on}", params=None)
    if postgresql:
        schema_editor.execute("DROP FUNCTION ledger_forbid", params=None)
        schema_editor.execute("DROP FUNCTION ledger_record", params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(keep_rows_in_their_key, migrations.RunPython.noop),
    ]
