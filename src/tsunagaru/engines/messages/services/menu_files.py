"""Loading LINE's menu (LINEのメニューの読み込み)."""

from datetime import datetime
from typing import Any

from tsunagaru.engines.messages.definitions.menu import MenuFile
from tsunagaru.engines.messages.models import LineMenu
from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

FILE = "messages/line_menu.yaml"


def read(folder: Folder) -> MenuFile | bool | None:
    """Validate the file; False for a town without a menu (読む)."""
    return folder.read(FILE, MenuFile) if folder.has(FILE) else False


def apply(parsed: MenuFile | bool, at: datetime) -> list[Change]:  # noqa: FBT001 - as it was read
    """Bring what is stored to what the file says (反映); LINE is told a moment later."""
    row = LineMenu.objects.filter(pk=1).first()
    before = row.content if row else {}
    after = parsed.content() if isinstance(parsed, MenuFile) else {}
    if before != after:
        LineMenu.objects.update_or_create(pk=1, defaults={"content": after, "loaded_at": at})
    return compare(_described(before), _described(after))


def _described(content: dict[str, Any]) -> dict[str, Described]:
    return {"LINEのメニュー": content} if content else {}


def dump(folder: Folder) -> None:
    """Write the file back (書き出し)."""
    row = LineMenu.objects.filter(pk=1).first()
    if row and row.content:
        folder.write(FILE, write_yaml(MenuFile.model_validate(row.content).content()))
