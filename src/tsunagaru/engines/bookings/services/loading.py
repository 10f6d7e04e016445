"""Loading what can be booked (予約できるものの読み込み)."""

import json
from collections.abc import Mapping
from datetime import datetime

from tsunagaru.engines.bookings.definitions import ResourceDefinition, ResourcesFile, doubled
from tsunagaru.engines.bookings.models import Resource
from tsunagaru.engines.bookings.services.rounds import open_rounds
from tsunagaru.kernel.folder import Change, Folder, Problem, compare
from tsunagaru.kernel.folder.writer import write_yaml

PATTERN = "bookings/*.yaml"
DUMPED = "bookings/{section}.yaml"


def read(folder: Folder) -> list[ResourceDefinition]:
    """Validate what can be booked; a town without any has none."""
    found: list[ResourceDefinition] = []
    for file in folder.files(PATTERN):
        parsed = folder.read(file, ResourcesFile)
        found += parsed.resources if parsed else []
        for code in doubled(found):
            ja, en = f"コード「{code}」が2回あります。", f'The code "{code}" stands twice.'
            folder.refuse(Problem(file, 0, (), ja, en))
    return found


def apply(parsed: list[ResourceDefinition], at: datetime) -> list[Change]:
    """Bring what is stored to what the files say; what is gone can be booked no more."""
    before = {row.code: row.content for row in Resource.objects.filter(retired=False)}
    after = {one.code: one.model_dump(mode="json", exclude_defaults=True) for one in parsed}
    Resource.objects.filter(code__in=before.keys() - after.keys()).update(retired=True)
    for code, content in after.items():
        if before.get(code) != content:
            fields = {"content": content, "section": content["section"], "loaded_at": at}
            Resource.objects.update_or_create(code=code, defaults={**fields, "retired": False})
    open_rounds(at=at)
    return compare(_told(before), _told(after))


def _told(contents: Mapping[str, object]) -> dict[str, str]:
    return {f"予約 {code}": json.dumps(c, sort_keys=True) for code, c in contents.items()}


def dump(folder: Folder) -> None:
    """Write what can be booked back, a file a section."""
    by_section: dict[str, list[object]] = {}
    for row in Resource.objects.filter(retired=False).order_by("code"):
        by_section.setdefault(row.section, []).append(row.content)
    for section, contents in by_section.items():
        folder.write(DUMPED.format(section=section), write_yaml({"resources": contents}))
