"""What payments and visits of procedures may name (収入科目・来庁の予約で選べるもの)."""

from tsunagaru.engines.applications.api import ProcedureDefinition
from tsunagaru.engines.bookings import api as bookings
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ui.phrases import Trilingual


def revenues() -> dict[str, str]:
    """Return the revenues a fee may belong to, code and name (収入科目)."""
    return payments.revenues()


def visit_resources() -> dict[str, str]:
    """Return what can be booked for a visit, code and name (予約できるもの)."""
    return {one.code: one.definition.name.ja for one in bookings.resources()}


def visit_name(procedure: ProcedureDefinition) -> Trilingual | None:
    """Return what can be booked after handing in, or None (来庁の予約の名前)."""
    if procedure.visit is None:
        return None
    wanted = procedure.visit.resource
    found = (one.definition.name.text for one in bookings.resources() if one.code == wanted)
    return next(found, Trilingual(wanted))
