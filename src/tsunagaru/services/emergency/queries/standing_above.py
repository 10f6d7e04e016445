"""Whether anything stands above every page (緊急の表示の有無): asked for each page drawn."""

from datetime import datetime

from django.db import connection

from tsunagaru.services.emergency.rules.safety import RoundState
from tsunagaru.services.emergency.rules.states import AlertState

# Nearly always nothing does. One statement that no library puts together anew costs a page a
# sixth of what two reads through the models cost it.
ASK = """
SELECT EXISTS (
    SELECT 1 FROM emergency_alert WHERE state = %s AND drill = %s AND expires_at > %s
) OR EXISTS (
    SELECT 1 FROM emergency_round WHERE state = %s AND drill = %s AND closes_at > %s
)
"""


def stands_anything(at: datetime) -> bool:
    """Tell whether an alert is in force, or everybody is asked whether they are safe."""
    then = connection.ops.adapt_datetimefield_value(at)
    alerts, rounds = AlertState.IN_FORCE.value, RoundState.OPEN.value
    with connection.cursor() as cursor:
        cursor.execute(ASK, [alerts, False, then, rounds, False, then])
        found = cursor.fetchone()
    return bool(found and found[0])
