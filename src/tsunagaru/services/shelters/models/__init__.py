"""Tables of shelters (避難所の表)."""

from tsunagaru.services.shelters.models.people import Entry, Evacuee, Pass, Unlisted
from tsunagaru.services.shelters.models.sites import Opening, Run, Setup, Site
from tsunagaru.services.shelters.models.supplies import (
    HourReport,
    Stock,
    SupplyMove,
    SupplyRequest,
)
from tsunagaru.services.shelters.models.tablets import Tablet

__all__ = [
    "Entry",
    "Evacuee",
    "HourReport",
    "Opening",
    "Pass",
    "Run",
    "Setup",
    "Site",
    "Stock",
    "SupplyMove",
    "SupplyRequest",
    "Tablet",
    "Unlisted",
]
