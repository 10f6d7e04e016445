"""Loading the town's rules on public hearing (広聴の決まりの読み込み)."""

from datetime import datetime
from typing import Any

from tsunagaru.ground.people.api import ORGANISATION
from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.hearing.definitions import FILE, HearingFile
from tsunagaru.services.hearing.models import Setup

ORGANISATION_FILE = "organisation.yaml"


def read(folder: Folder) -> HearingFile | None:
    """Validate the file; a town without it has no public hearing."""
    if not folder.has(FILE):
        return None
    parsed = folder.read(FILE, HearingFile)
    if parsed is not None:
        _check(folder, parsed)
    return parsed


def _check(folder: Folder, parsed: HearingFile) -> None:
    organisation = ORGANISATION.read(folder) if folder.has(ORGANISATION_FILE) else None
    if organisation is None:
        return
    known = {one.code for one in organisation.sections}
    places: list[tuple[tuple[str | int, ...], str]] = [(("section",), parsed.section)]
    places += [(("topics", n, "section"), one.section) for n, one in enumerate(parsed.topics)]
    for place, section in places:
        if section not in known:
            ja = f"課「{section}」は {ORGANISATION_FILE} にありません。"
            en = f"There is no section “{section}”."
            folder.document(FILE).refuse(place, ja, en)


def apply(parsed: HearingFile | None, at: datetime) -> list[Change]:
    """Bring what is stored to what the file says (反映)."""
    before = Setup.objects.values_list("content", flat=True).first() or {}
    after = parsed.model_dump(mode="json", exclude_none=True) if parsed else {}
    if before == after:
        return []
    if parsed is None:
        Setup.objects.all().delete()
    else:
        Setup.objects.update_or_create(pk=1, defaults={"content": after, "loaded_at": at})
    return compare(_described(before), _described(after))


def _described(content: dict[str, Any]) -> dict[str, Described]:
    """Return what a person reads in the list of differences."""
    found: dict[str, Described] = {
        f"広聴の分野「{each['name']['ja']}」": each for each in content.get("topics") or ()
    }
    rest = {name: value for name, value in content.items() if name != "topics"}
    return {**({"広聴の決まり": rest} if rest else {}), **found}


def dump(folder: Folder) -> None:
    """Write the file back."""
    row = Setup.objects.first()
    if row is not None:
        shape = HearingFile.model_validate(row.content)
        folder.write(FILE, write_yaml(shape.model_dump(mode="json", exclude_none=True)))
