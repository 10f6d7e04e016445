"""The PostgreSQL function that writes one event: no sets to read for what is one row."""

from django.db import migrations

RECORD_ONE = """
CREATE FUNCTION ledger_record_one(
    id uuid, at timestamptz, day date, name text, subject uuid, channel text, facts jsonb,
    weight int, corrects uuid, cells json, figures json, reactions json, accepted int,
    accepted_name text
) RETURNS void LANGUAGE plpgsql AS $$
#variable_conflict use_variable
BEGIN
    INSERT INTO ledger_event (id, at, day, name, subject, channel, facts, weight, corrects)
    VALUES (id, at, day, name, subject, channel, facts, weight, corrects);
    INSERT INTO ledger_rollup AS r (day, name, scope, cell, measure, bucket, shard, n, total)
    SELECT day, v.name, v.scope, v.cell, v.measure, v.bucket, pg_backend_pid(), v.n, v.total
    FROM (
        SELECT name AS name, c.s AS scope, c.c AS cell, f.m AS measure, f.b AS bucket, f.n, f.t
        FROM json_to_recordset(cells) AS c(s text, c text)
        CROSS JOIN json_to_recordset(figures) AS f(m text, b bigint, n bigint, t bigint)
        UNION ALL SELECT accepted_name, '', '{}', '', 0, accepted, 0 WHERE accepted > 0
    ) AS v(name, scope, cell, measure, bucket, n, total)
    ON CONFLICT ON CONSTRAINT ledger_rollup_pkey
    DO UPDATE SET n = r.n + excluded.n, total = r.total + excluded.total;
    IF accepted > 0 THEN
        INSERT INTO ledger_delivery (event, reaction, state, attempts, owner, due_at, last_error)
        SELECT id, d.reaction, 'queued', 0, '', at, ''
        FROM json_array_elements_text(reactions) AS d(reaction);
        PERFORM pg_notify('tsunagaru_deliveries', '');
    END IF;
END $$
"""


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(RECORD_ONE, params=None)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ledger_record_one", params=None)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards")]
    operations = [migrations.RunPython(create, drop)]
