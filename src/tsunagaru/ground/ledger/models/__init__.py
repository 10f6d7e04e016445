"""Tables of the ledger (台帳)."""

from tsunagaru.ground.ledger.models.audit import AuditRow
from tsunagaru.ground.ledger.models.deliveries import Delivery, State, Tick
from tsunagaru.ground.ledger.models.events import EventRow
from tsunagaru.ground.ledger.models.rollups import MonthRollup, Rollup

__all__ = ["AuditRow", "Delivery", "EventRow", "MonthRollup", "Rollup", "State", "Tick"]
