"""What the ledger itself does by the clock (定時処理). ``conf/reactions.py`` wires it."""

from datetime import date, timedelta

from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.ledger.services.auditing import write_checkpoint
from tsunagaru.ground.ledger.services.checking import check_books
from tsunagaru.ground.ledger.services.folding import fold

MOST_DAYS_A_NIGHT = 31


def fold_rollups(event: DayEnded) -> None:
    """Gather the writers' shards of the past days (日次の集約), never so many that writers wait."""
    fold(before=date.fromisoformat(event.day) + timedelta(days=1), most=MOST_DAYS_A_NIGHT)


def check_the_books(event: DayEnded) -> None:
    """Hold accepted against delivered, queued and failed (夜間の突合)."""
    check_books(at=event.at)


def keep_checkpoint(event: HourPassed) -> None:
    """Keep the audit chain's length and last fingerprint as a file (検印)."""
    write_checkpoint(at=event.at)
