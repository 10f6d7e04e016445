"""The door to public hearing (広聴の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.hearing.services.loading import apply, dump, read

TOWN_PART = Part("hearing", read, apply, dump)

__all__ = ["TOWN_PART"]
