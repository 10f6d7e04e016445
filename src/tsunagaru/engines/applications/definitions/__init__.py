"""Reading procedures from the town folder (手続定義の読み込み)."""

from tsunagaru.engines.applications.definitions.fees import Fee, Payment, Reduction
from tsunagaru.engines.applications.definitions.parts import PartShape
from tsunagaru.engines.applications.definitions.shapes import (
    Attachment,
    Eligibility,
    Law,
    LifeEvents,
    LifeEventShape,
    Notice,
    Outcome,
    ProcedureDefinition,
    Seal,
    Verdict,
)
from tsunagaru.engines.applications.definitions.visits import Visit
from tsunagaru.engines.applications.definitions.words import Words

__all__ = [
    "Attachment",
    "Eligibility",
    "Fee",
    "Law",
    "LifeEventShape",
    "LifeEvents",
    "Notice",
    "Outcome",
    "PartShape",
    "Payment",
    "ProcedureDefinition",
    "Reduction",
    "Seal",
    "Verdict",
    "Visit",
    "Words",
]
