"""Reads of retention rules (保存年限の規則の参照)."""

from collections.abc import Mapping

from tsunagaru.services.records_office.models import Disposal, RetentionRule


def rule_names() -> Mapping[str, str]:
    """Return the names of rules by code, also of those by which only the past was disposed of."""
    past = Disposal.objects.order_by("approved_at").values_list("rule", "rule_name").distinct()
    return {**dict(past), **dict(RetentionRule.objects.values_list("code", "name"))}
