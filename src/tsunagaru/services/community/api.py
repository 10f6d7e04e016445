"""The door to community (地域活動の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.community.services.loading import apply, dump, read

TOWN_PART = Part("community", read, apply, dump)

__all__ = ["TOWN_PART"]
