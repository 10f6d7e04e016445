"""The door to exports (書き出しの窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.exports.services.loading import apply, dump, read

TOWN_PART = Part("exports", read, apply, dump)

__all__ = ["TOWN_PART"]
