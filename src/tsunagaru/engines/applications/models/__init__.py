"""Tables of applications (申請の表)."""

from tsunagaru.engines.applications.models.applications import (
    CHANNELS,
    AnswerVersion,
    Application,
    Charge,
    Draft,
    LifeEvent,
    Procedure,
    ProcedureVersion,
)
from tsunagaru.engines.applications.models.bundles import Bundle, BundleItem, Guide
from tsunagaru.engines.applications.models.contributions import Contribution
from tsunagaru.engines.applications.models.cosignatures import Cosignature
from tsunagaru.engines.applications.models.visits import Visit

__all__ = [
    "CHANNELS",
    "AnswerVersion",
    "Application",
    "Bundle",
    "BundleItem",
    "Charge",
    "Contribution",
    "Cosignature",
    "Draft",
    "Guide",
    "LifeEvent",
    "Procedure",
    "ProcedureVersion",
    "Visit",
]
