"""Makers other packages' tests may use (テスト用のお知らせと受信者)."""

from tsunagaru.engines.messages.testing.alerts import (
    all_left,
    broadcasts,
    move,
    readers,
)
from tsunagaru.engines.messages.testing.makers import (
    Sink,
    a_draft,
    a_parcel,
    a_subscriber,
    a_template,
    bounce,
    contracts_with,
    hand_to,
    mail_server,
    mailed,
    noticed,
    notices_of,
    post,
    simulated_providers,
    the_town_texts,
    the_town_topics,
)
from tsunagaru.engines.messages.testing.specimens import SPECIMENS

__all__ = [
    "SPECIMENS",
    "Sink",
    "a_draft",
    "a_parcel",
    "a_subscriber",
    "a_template",
    "all_left",
    "bounce",
    "broadcasts",
    "contracts_with",
    "hand_to",
    "mail_server",
    "mailed",
    "move",
    "noticed",
    "notices_of",
    "post",
    "readers",
    "simulated_providers",
    "the_town_texts",
    "the_town_topics",
]
