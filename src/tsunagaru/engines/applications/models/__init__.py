"""Tables of applications (申請の表)."""

from tsunagaru.engines.applications.models.applications import (
    CHANNELS,
    AnswerVersion,
    Application,
    Contribution,
    Draft,
    LifeEvent,
    Procedure,
    ProcedureVersion,
)
from tsunagaru.engines.applications.models.bundles import Bundle, BundleItem, Guide
from tsunagaru.engines.applications.models.cosignatures import Cosignature

__all__ = [
    "CHANNELS",
    "AnswerVersion",
    "Application",
    "Bundle",
    "BundleItem",
    "Contribution",
    "Cosignature",
    "Draft",
    "Guide",
    "LifeEvent",
    "Procedure",
    "ProcedureVersion",
]
