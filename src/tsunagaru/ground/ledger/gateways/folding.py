"""Gathering the writers' shards (集約), in each database's own words.

What is folded leaves its writer's shard for shard 0 of the day *and* for the month, in one
transaction; so at every moment a month is its folded rows plus the shards not folded yet.
"""

from datetime import date

from django.db import connection, transaction

KEY = "name, scope, cell, measure, bucket"
DAY_INTO = f"""
INSERT INTO ledger_rollup AS r (day, {KEY}, shard, n, total)
SELECT day, {KEY}, 0, SUM(n), SUM(total) FROM {{taken}} GROUP BY day, {KEY}
ON CONFLICT (day, scope, name, cell, measure, bucket, shard)
DO UPDATE SET n = r.n + excluded.n, total = r.total + excluded.total
"""  # noqa: S608 - constants only
MONTH_INTO = f"""
INSERT INTO ledger_monthrollup AS r (month, {KEY}, n, total)
SELECT {{month}}, {KEY}, SUM(n), SUM(total) FROM {{taken}} GROUP BY {{month}}, {KEY}
ON CONFLICT (scope, name, month, cell, measure, bucket)
DO UPDATE SET n = r.n + excluded.n, total = r.total + excluded.total
"""  # noqa: S608 - constants only
# Rows that a writer holds are left for the next night: the fold never waits for a writer.
POSTGRESQL = f"""
WITH held AS MATERIALIZED (
    SELECT ctid AS place FROM ledger_rollup WHERE day = %s AND shard > 0 FOR UPDATE SKIP LOCKED
), taken AS (
    DELETE FROM ledger_rollup USING held WHERE ledger_rollup.ctid = held.place
    RETURNING ledger_rollup.*
), of_day AS (
    {DAY_INTO.format(taken="taken")}
)
{MONTH_INTO.format(taken="taken", month="date_trunc('month', day)::date")}
"""  # noqa: S608 - constants only
TAKEN = "(SELECT * FROM ledger_rollup WHERE day = %s AND shard > 0)"
SQLITE = (
    DAY_INTO.format(taken=TAKEN),
    MONTH_INTO.format(taken=TAKEN, month="substr(day, 1, 8) || '01'"),
    "DELETE FROM ledger_rollup WHERE day = %s AND shard > 0",
)
ONE_FOLD_AT_A_TIME = 7_301_114  # key of an advisory lock


@transaction.atomic
def fold_day(day: date) -> None:
    """Fold one day (1日分の集約). Doing it again changes nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_FOLD_AT_A_TIME])
            cursor.execute(POSTGRESQL, [day])
            return
        for statement in SQLITE:
            cursor.execute(statement, [str(day)])
