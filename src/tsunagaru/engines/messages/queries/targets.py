"""Whom a broadcast is for, in words (配信の対象の言葉)."""

from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.queries.topics import topic_name
from tsunagaru.engines.messages.rules.audience import read
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.offers import segment


def targets_in_words(row: Broadcast) -> list[tuple[str, str]]:
    """Return names and values of what narrows the recipients (対象)."""
    audience = read(row.audience)
    if audience.only:
        return [("相手", "個別の返事")]
    if audience.follows:
        return [("相手", "もとのお知らせを受け取った方")]
    named = {**places.district_names(), "": "区の登録がない方"}
    parts = [("話題", "、".join(str(topic_name(code)) for code in audience.topics))]
    parts.append(("区", "、".join(named.get(code, code) for code in audience.districts)))
    for name, values in audience.facts:
        try:
            fact = segment(name)
        except LookupError:
            parts.append((name, "、".join(values)))
            continue
        words = dict(fact.values())
        parts.append((fact.title, "、".join(words.get(code, code) for code in values)))
    return [(name, value or "すべて") for name, value in parts]
