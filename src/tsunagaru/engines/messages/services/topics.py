"""Loading topics and rules of sending (話題と配信の決まりの読み込み)."""

from datetime import datetime
from typing import Any

from tsunagaru.engines.messages.definitions import TopicsFile
from tsunagaru.engines.messages.models import Setup
from tsunagaru.ground.people.api import ORGANISATION
from tsunagaru.kernel.folder import Change, Described, Folder, compare
from tsunagaru.kernel.folder.writer import write_yaml

FILE = "messages/topics.yaml"
ORGANISATION_FILE = "organisation.yaml"


def read(folder: Folder) -> TopicsFile | None:
    """Validate the file; a town without it sends without topics (読む)."""
    if not folder.has(FILE):
        return TopicsFile()
    parsed = folder.read(FILE, TopicsFile)
    if parsed is not None:
        _check(folder, parsed)
    return parsed


def _check(folder: Folder, parsed: TopicsFile) -> None:
    document, known, seen = folder.document(FILE), _sections(folder), set()
    for place, topic in enumerate(parsed.topics):
        if topic.code in seen:
            ja, en = f"話題「{topic.code}」が2回あります。", f"“{topic.code}” stands twice."
            document.refuse(("topics", place, "code"), ja, en)
        seen.add(topic.code)
        for number, section in enumerate(topic.sections):
            if known and section not in known:
                ja = f"課「{section}」は {ORGANISATION_FILE} にありません。"
                en = f"There is no section “{section}”."
                document.refuse(("topics", place, "sections", number), ja, en)


def _sections(folder: Folder) -> frozenset[str]:
    """Return the codes of the town's sections; none where the folder does not tell them."""
    organisation = ORGANISATION.read(folder) if folder.has(ORGANISATION_FILE) else None
    return frozenset(one.code for one in organisation.sections) if organisation else frozenset()


def apply(parsed: TopicsFile, at: datetime) -> list[Change]:
    """Bring what is stored to what the file says (反映); wishes for a topic that is gone stay."""
    before = Setup.objects.filter(pk=1).values_list("content", flat=True).first() or {}
    after = parsed.model_dump(mode="json")
    if before != after:
        Setup.objects.update_or_create(pk=1, defaults={"content": after, "loaded_at": at})
    return compare(_described(before), _described(after))


def _described(content: dict[str, Any]) -> dict[str, Described]:
    """Return what a person reads in the list of differences."""
    found: dict[str, Described] = {
        f"話題「{each['name']['ja']}」": each for each in content.get("topics") or ()
    }
    rest = {name: value for name, value in content.items() if name != "topics"}
    return found | ({"配信の決まり": rest} if rest else {})


def dump(folder: Folder) -> None:
    """Write the file back (書き出し)."""
    content = Setup.objects.filter(pk=1).values_list("content", flat=True).first()
    if content and content != TopicsFile().model_dump(mode="json"):
        in_order = TopicsFile.model_validate(content).model_dump(mode="json", exclude_none=True)
        folder.write(FILE, write_yaml(in_order))  # a database may keep keys in another order
