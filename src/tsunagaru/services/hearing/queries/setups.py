"""What the town decided on public hearing (広聴の決まり)."""

from datetime import date

from tsunagaru.ground.places import api as places
from tsunagaru.kernel.remembering import remembered
from tsunagaru.services.hearing.definitions import HearingFile, IdeaRules
from tsunagaru.services.hearing.models import Setup

ELSE = "その他"


@remembered
def rules() -> HearingFile | None:
    """Return the town's rules, or None where it has no public hearing."""
    content = Setup.objects.values_list("content", flat=True).first()
    return None if content is None else HearingFile.model_validate(content)


def need_rules() -> HearingFile:
    """Return the town's rules.

    Raises:
        LookupError: the town has no public hearing.
    """
    found = rules()
    if found is None:
        raise LookupError("hearing.yaml")
    return found


def idea_rules() -> IdeaRules | None:
    """Return the town's rules on idea rounds, or None where it has none (アイデア募集の決まり)."""
    found = rules()
    return found.ideas if found else None


def due_on(topic: str, day: date) -> date:
    """Return by which day an inquiry of a topic is answered (回答の期限), in open days."""
    found = need_rules()
    shape = found.topic(topic)
    days = shape.days if shape and shape.days else found.days
    return places.calendar().add_open_days(day, days)


def topic_name(code: str, language: str = "ja") -> str:
    """Return a topic's name in a language (分野の名前)."""
    found = rules()
    shape = found.topic(code) if found else None
    return shape.name.text.in_language(language) if shape else ELSE


def topic_choices(language: str = "ja") -> list[tuple[str, str]]:
    """Return the topics by code and name, in the town's order (分野の選択肢)."""
    return [(one.code, one.name.text.in_language(language)) for one in need_rules().topics]
