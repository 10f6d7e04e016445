"""The door to the intake (取込みの窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.intake.services.loading import apply, dump, read

TOWN_PART = Part("portal_intake", read, apply, dump)

__all__ = ["TOWN_PART"]
