"""Loading the town's rules and texts on emergencies (規則と文例の読み込み)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from tsunagaru.kernel.folder import Change, Definition, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.services.emergency.definitions import (
    HeadquartersFile,
    IssuingFile,
    LoudspeakerFile,
    SafetyFile,
    TextsFile,
    TriggersFile,
)
from tsunagaru.services.emergency.models import Setup
from tsunagaru.services.emergency.rules.triggers import Rules

TRIGGERS, TEXTS = "emergency/triggers.yaml", "emergency/texts.yaml"
ISSUING, LOUDSPEAKER = "emergency/issuing.yaml", "emergency/loudspeaker.yaml"
SAFETY, HEADQUARTERS = "emergency/safety.yaml", "emergency/headquarters.yaml"
FILES = {
    "triggers": TRIGGERS,
    "texts": TEXTS,
    "issuing": ISSUING,
    "loudspeaker": LOUDSPEAKER,
    "safety": SAFETY,
    "headquarters": HEADQUARTERS,
}
TITLES = {
    "issuing": "発令の決まり",
    "loudspeaker": "放送文の決まり",
    "safety": "安否確認の決まり",
    "headquarters": "災害対策本部の決まり",
}
F = TypeVar("F", bound=Definition)


@dataclass(frozen=True)
class Read:
    """All files (規則と文例). Without ``issuing`` no alert is issued."""

    triggers: TriggersFile
    texts: TextsFile
    issuing: IssuingFile | None = None
    loudspeaker: LoudspeakerFile | None = None
    safety: SafetyFile | None = None
    headquarters: HeadquartersFile | None = None


def read(folder: Folder) -> list[Read]:
    """Validate the files; a town without them judges no telegrams."""
    if not any(map(folder.has, FILES.values())):
        return []
    triggers, texts = folder.read(TRIGGERS, TriggersFile), folder.read(TEXTS, TextsFile)
    issuing = _optional(folder, ISSUING, IssuingFile)
    loudspeaker = _optional(folder, LOUDSPEAKER, LoudspeakerFile)
    safety = _optional(folder, SAFETY, SafetyFile)
    headquarters = _optional(folder, HEADQUARTERS, HeadquartersFile)
    if triggers is None or texts is None:
        return []
    _check_texts(folder, triggers, texts)
    if issuing and (problem := issuing.problem(texts)):
        folder.document(ISSUING).refuse((), *problem)
    return [Read(triggers, texts, issuing, loudspeaker, safety, headquarters)]


def _optional(folder: Folder, name: str, shape: type[F]) -> F | None:
    return folder.read(name, shape) if folder.has(name) else None


def rules_of(folder: Folder) -> Rules | None:
    """Return the rules of a folder, or None where it has none that are right."""
    found = read(folder)
    return found[0].triggers.rules() if found and not folder.problems else None


def _check_texts(folder: Folder, triggers: TriggersFile, texts: TextsFile) -> None:
    document = folder.document(TRIGGERS)
    for place, trigger in enumerate(triggers.triggers):
        found = texts.text(trigger.text) if trigger.text else None
        if trigger.text and found is None:
            ja = f"文例「{trigger.text}」が {TEXTS} にありません。"
            document.refuse(("triggers", place, "text"), ja, f"No text “{trigger.text}”.")
        elif found is not None and found.level != trigger.level:
            ja = f"文例「{trigger.text}」はレベル{found.level}のものです。"
            en = f"The text “{trigger.text}” is for level {found.level}."
            document.refuse(("triggers", place, "text"), ja, en)


def apply(parsed: list[Read], at: datetime) -> list[Change]:
    """Bring what is stored to what the files say."""
    row = Setup.objects.first()
    before = {name: getattr(row, name) for name in FILES} if row else None
    after = _content(parsed[0]) if parsed else None
    if before != after:
        Setup.objects.all().delete()
        if after is not None:
            section = parsed[0].triggers.section
            Setup.objects.create(section=section, loaded_at=at, **after)
    return compare(dict(_told(before)), dict(_told(after)))


def _content(parsed: Read) -> dict[str, Any]:
    files = {name: getattr(parsed, name) for name in FILES}
    return {
        name: file.model_dump(mode="json", exclude_defaults=True) if file else {}
        for name, file in files.items()
    }


def _told(content: dict[str, Any] | None) -> Iterator[tuple[str, Described]]:
    if content is None:
        return
    yield "災害の電文の担当", content["triggers"]["section"]
    for area in content["triggers"]["areas"]:
        yield f"災害の地域 {area['name']}", area
    for trigger in content["triggers"]["triggers"]:
        yield f"災害の規則 {trigger['code']}", trigger
    for text in content["texts"]["texts"]:
        yield f"災害の文例 {text['code']}", text
    for name, title in TITLES.items():
        if content[name]:
            yield title, content[name]


def dump(folder: Folder) -> None:
    """Write the files back."""
    row = Setup.objects.first()
    if row is None:
        return
    for name, file in FILES.items():
        if content := getattr(row, name):
            folder.write(file, write_yaml(content))
