"""Reading procedures from the town folder (手続定義の読み込み)."""

from tsunagaru.engines.applications.definitions.cosigners import Words
from tsunagaru.engines.applications.definitions.shapes import (
    Attachment,
    Eligibility,
    Fee,
    Law,
    LifeEvents,
    LifeEventShape,
    Notice,
    Outcome,
    PartShape,
    ProcedureDefinition,
    Reduction,
    Seal,
    Verdict,
)

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
    "ProcedureDefinition",
    "Reduction",
    "Seal",
    "Verdict",
    "Words",
]
