"""Loading ``payments.yaml`` (支払いの設定の読み込み)."""

from datetime import datetime
from typing import Any

from tsunagaru.engines.payments.definitions import PaymentsFile
from tsunagaru.engines.payments.models import Paypoint, Setup
from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

FILE = "payments.yaml"


def read(folder: Folder) -> PaymentsFile | None:
    """Validate the file; a town without it takes payments at no counter."""
    return folder.read(FILE, PaymentsFile) if folder.has(FILE) else PaymentsFile()


def apply(parsed: PaymentsFile, at: datetime) -> list[Change]:
    """Bring the setup and the paypoints to what the file says; those gone are closed."""
    before = Setup.objects.filter(pk=1).values_list("content", flat=True).first() or {}
    after = parsed.model_dump(mode="json")
    if before != after:
        Setup.objects.update_or_create(pk=1, defaults={"content": after, "loaded_at": at})
        _bring_paypoints(parsed)
    return compare(_described(before), _described(after))


def _bring_paypoints(parsed: PaymentsFile) -> None:
    Paypoint.objects.exclude(code__in=[each.code for each in parsed.paypoints]).update(closed=True)
    for order, each in enumerate(parsed.paypoints):
        values = each.model_dump(exclude={"code"}) | {"order": order, "closed": False}
        Paypoint.objects.update_or_create(code=each.code, defaults=values)


def _described(content: dict[str, Any]) -> dict[str, Described]:
    """Return what a person reads in the list of differences."""
    found: dict[str, Described] = {
        f"支払い窓口 {each['code']}": each for each in content.get("paypoints") or ()
    }
    rest = {name: value for name, value in content.items() if name != "paypoints"}
    return found | ({"支払いの設定": rest} if rest else {})


def dump(folder: Folder) -> None:
    """Write the file back."""
    content = Setup.objects.filter(pk=1).values_list("content", flat=True).first()
    if content and content != PaymentsFile().model_dump(mode="json"):
        in_order = PaymentsFile.model_validate(content).model_dump(mode="json")
        folder.write(FILE, write_yaml(in_order))  # a database may keep keys in another order
