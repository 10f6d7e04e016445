"""The door to messages (お知らせの窓口)."""

from tsunagaru.engines.messages.queries import email_state
from tsunagaru.engines.messages.services.disposing import dispose
from tsunagaru.engines.messages.services.links import Link
from tsunagaru.engines.messages.services.loading import apply, dump, read
from tsunagaru.engines.messages.services.sending import CannotFindTemplate, mark_read, send
from tsunagaru.kernel.folder import Part

TOWN_PART = Part("messages", read, apply, dump)

__all__ = [
    "TOWN_PART",
    "CannotFindTemplate",
    "Link",
    "dispose",
    "email_state",
    "mark_read",
    "send",
]
