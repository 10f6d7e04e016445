"""The door to the records office (文書管理の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.records_office.queries.naming import rule_names
from tsunagaru.services.records_office.services.loading import apply, dump, read

TOWN_PART = Part("retention", read, apply, dump)

__all__ = ["TOWN_PART", "rule_names"]
