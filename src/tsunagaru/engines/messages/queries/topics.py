"""Reads of topics and of the rules of sending (話題と配信の決まりの参照)."""

from collections.abc import Iterable

from tsunagaru.engines.messages.definitions import TopicDefinition, TopicsFile
from tsunagaru.engines.messages.models import Setup
from tsunagaru.ground.ui.phrases import Text
from tsunagaru.kernel.remembering import remembered


@remembered
def rules_of_sending() -> TopicsFile:
    """Return what the town folder says (配信の決まり); a town without the file has no topics."""
    content = Setup.objects.filter(pk=1).values_list("content", flat=True).first()
    return TopicsFile.model_validate(content) if content else TopicsFile()


def topics() -> list[TopicDefinition]:
    """Return the town's topics in their order (話題)."""
    return rules_of_sending().topics


def topics_of(sections: Iterable[str]) -> list[TopicDefinition]:
    """Return the topics on which one of the sections may send (配信できる話題)."""
    mine = set(sections)
    return [one for one in topics() if not one.sections or mine & set(one.sections)]


def topic_name(code: str) -> Text:
    """Return what a topic is called; one that is gone by its code."""
    found = rules_of_sending().topic(code)
    return found.name.text if found else code
