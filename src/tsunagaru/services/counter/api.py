"""The door to the counter (窓口の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.counter.services.loading import apply, dump, read

TOWN_PART = Part("counter", read, apply, dump)

__all__ = ["TOWN_PART"]
