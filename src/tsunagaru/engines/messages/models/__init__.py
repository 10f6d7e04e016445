"""Tables of messages (お知らせと配信)."""

from tsunagaru.engines.messages.models.broadcasts import (
    Broadcast,
    Chunk,
    Gate,
    Outcome,
    Printing,
    Target,
)
from tsunagaru.engines.messages.models.comparisons import Comparison, Measure
from tsunagaru.engines.messages.models.linking import LineNonce
from tsunagaru.engines.messages.models.mailboxes import MailboxState
from tsunagaru.engines.messages.models.menus import LineMenu, MenuGiven
from tsunagaru.engines.messages.models.notices import Email, Notice, Template
from tsunagaru.engines.messages.models.openings import Link, Opening
from tsunagaru.engines.messages.models.phone_codes import PhoneCode
from tsunagaru.engines.messages.models.setups import Setup
from tsunagaru.engines.messages.models.steps import Step, What
from tsunagaru.engines.messages.models.subscribers import Contact, Interest, Permission, Subscriber

__all__ = [
    "Broadcast",
    "Chunk",
    "Comparison",
    "Contact",
    "Email",
    "Gate",
    "Interest",
    "LineMenu",
    "LineNonce",
    "Link",
    "MailboxState",
    "Measure",
    "MenuGiven",
    "Notice",
    "Opening",
    "Outcome",
    "Permission",
    "PhoneCode",
    "Printing",
    "Setup",
    "Step",
    "Subscriber",
    "Target",
    "Template",
    "What",
]
