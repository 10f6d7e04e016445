"""The door to shelters (避難所の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.shelters.services.loading import apply, dump, read

TOWN_PART = Part("shelters", read, apply, dump)

__all__ = ["TOWN_PART"]
