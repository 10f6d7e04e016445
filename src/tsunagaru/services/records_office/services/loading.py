"""Loading ``retention.yaml`` (保存年限の規則の読み込み)."""

from datetime import datetime

from tsunagaru.kernel.folder import Change, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.records_office.definitions import FILE, RetentionFile, read_file
from tsunagaru.services.records_office.models import RetentionRule


def read(folder: Folder) -> RetentionFile | None:
    """Validate the file."""
    return read_file(folder)


def apply(parsed: RetentionFile, at: datetime) -> list[Change]:  # noqa: ARG001 - a part's signature
    """Bring the rules to what the file says."""
    before = _content()
    after = [rule.model_dump(mode="json") for rule in parsed.rules]
    if before != after:
        RetentionRule.objects.all().delete()
        for order, rule in enumerate(parsed.rules):
            RetentionRule.objects.create(order=order, **rule.model_dump())
    return compare(_by_name(before), _by_name(after))


def _content() -> list[dict[str, object]]:
    names = ("code", "name", "years", "procedures", "basis")
    return list(RetentionRule.objects.values(*names))


def _by_name(rules: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    return {f"保存年限 {rule['code']}": rule for rule in rules}


def dump(folder: Folder) -> None:
    """Write the file back."""
    rules = [
        {name: value for name, value in rule.items() if value not in (None, "")}
        for rule in _content()
    ]
    if rules:
        folder.write(FILE, write_yaml({"rules": rules}))
