"""Loading the guides through turns in life (くらしの手続き案内の読み込み)."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from tsunagaru.engines.applications.definitions.guides import (
    GuideDefinition,
    form_of_guide,
    place_of,
    unknown_codes,
)
from tsunagaru.engines.applications.models import Guide
from tsunagaru.engines.applications.services.publication import LIFE_EVENTS, PATTERN
from tsunagaru.engines.questionnaires import api as questionnaires
from tsunagaru.kernel.folder import Change, Document, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

GUIDES = "life/*.yaml"
Fields = Mapping[str, frozenset[str]]  # of each form of the town


def read(folder: Folder) -> tuple[GuideDefinition, ...]:
    """Validate every guide, and that it names only what the town has."""
    procedures = {PurePosixPath(one).stem: _fields(folder, one) for one in folder.files(PATTERN)}
    events = _life_events(folder)
    found = []
    for file in folder.files(GUIDES):
        guide = folder.read(file, GuideDefinition)
        if guide is not None:
            _check(folder.document(file), guide, procedures, events)
            found.append(guide)
    return tuple(found)


def _fields(folder: Folder, file: str) -> frozenset[str]:
    """Return the codes of a form's questions, as far as its file can be read."""
    data: Any = folder.document(file).data
    pages = data.get("pages") if isinstance(data, dict) else None
    listed = [page.get("fields") for page in pages or () if isinstance(page, dict)]
    fields = [one for some in listed if isinstance(some, list) for one in some]
    return frozenset(str(one.get("code")) for one in fields if isinstance(one, dict))


def _life_events(folder: Folder) -> frozenset[str]:
    if not folder.has(LIFE_EVENTS):
        return frozenset()
    data = folder.document(LIFE_EVENTS).data
    listed = data.get("life_events") if isinstance(data, dict) else None
    events = listed if isinstance(listed, list) else []
    return frozenset(str(one.get("code")) for one in events if isinstance(one, dict))


def _check(
    document: Document, guide: GuideDefinition, procedures: Fields, events: frozenset[str]
) -> None:
    if PurePosixPath(document.file).stem != guide.code:
        ja = f"ファイル名と code が違います。ファイル名を {guide.code}.yaml にしてください。"
        document.refuse(("code",), ja, "The file must be named after the code.")
    for path, ja, en in unknown_codes(guide, procedures, events):
        document.refuse(path, ja, en)
    try:
        questionnaires.read_questionnaire(form_of_guide(guide))
    except questionnaires.CannotReadQuestionnaire as error:
        for problem in error.problems:
            document.refuse(place_of(guide, problem.path), problem.ja, problem.en)


def apply(parsed: tuple[GuideDefinition, ...], _at: datetime) -> list[Change]:
    """Bring the stored guides to what the files say."""
    before = dict(Guide.objects.values_list("code", "definition"))
    after = {guide.code: written(guide) for guide in parsed}
    Guide.objects.filter(code__in=before.keys() - after.keys()).delete()
    for guide in parsed:
        if before.get(guide.code) != after[guide.code]:
            Guide.objects.update_or_create(
                code=guide.code,
                defaults={"order": guide.order, "definition": after[guide.code]},
            )
    return compare(
        {f"手続き案内 {code}": text for code, text in before.items()},
        {f"手続き案内 {code}": text for code, text in after.items()},
    )


def dump(folder: Folder) -> None:
    """Write the guides back."""
    for row in Guide.objects.all():
        folder.write(f"life/{row.code}.yaml", write_yaml(json.loads(row.definition)))


def written(guide: GuideDefinition) -> str:
    """Return a guide as the text that is stored: as the town wrote it."""
    return json.dumps(
        guide.model_dump(mode="json", exclude_defaults=True),
        ensure_ascii=False,
        separators=(",", ":"),
    )
