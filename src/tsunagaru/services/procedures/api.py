"""The door to procedures (手続きの窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.procedures.definitions import ParsedRegister, read
from tsunagaru.services.procedures.services import apply, dump

TOWN_PART = Part[ParsedRegister]("register", read, apply, dump)

__all__ = ["TOWN_PART"]
