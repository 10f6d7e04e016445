"""The door to emergency (災害時の情報の窓口)."""

from tsunagaru.kernel.folder import Part
from tsunagaru.services.emergency.gateways.feed import Feed
from tsunagaru.services.emergency.gateways.reading import read_telegram
from tsunagaru.services.emergency.gateways.xml import MOST_BYTES, CannotRead
from tsunagaru.services.emergency.rules.deciding import Decision, decide, told
from tsunagaru.services.emergency.services.ingesting import CannotJudge, Ingested, ingest
from tsunagaru.services.emergency.services.loading import apply, dump, read, rules_of
from tsunagaru.services.emergency.services.polling import Polled, poll
from tsunagaru.services.emergency.services.watching import keep_asking, watch

TOWN_PART = Part("emergency", read, apply, dump)

__all__ = [
    "MOST_BYTES",
    "TOWN_PART",
    "CannotJudge",
    "CannotRead",
    "Decision",
    "Feed",
    "Ingested",
    "Polled",
    "decide",
    "ingest",
    "keep_asking",
    "poll",
    "read_telegram",
    "rules_of",
    "told",
    "watch",
]
