"""The door to the ledger (台帳の窓口)."""

from tsunagaru.ground.ledger.services.auditing import audit
from tsunagaru.ground.ledger.services.publishing import publish, publish_many

__all__ = ["audit", "publish", "publish_many"]
