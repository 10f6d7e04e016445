"""The door to messages (お知らせの窓口)."""

from tsunagaru.engines.messages.definitions.menu import MenuFile
from tsunagaru.engines.messages.queries import email_state
from tsunagaru.engines.messages.queries.alerts import (
    Sent,
    reach_in_words,
    residents_by_ways,
    sent_as,
)
from tsunagaru.engines.messages.services import menu_files, topics
from tsunagaru.engines.messages.services.addressing import Personal, write_to
from tsunagaru.engines.messages.services.alerting import Alert, send_alert
from tsunagaru.engines.messages.services.asking import (
    Addressee,
    Question,
    ask_many,
    asked_by,
    asked_of,
    behind,
    note_answer,
)
from tsunagaru.engines.messages.services.disposing import dispose
from tsunagaru.engines.messages.services.links import Link
from tsunagaru.engines.messages.services.loading import apply, dump, read
from tsunagaru.engines.messages.services.sending import CannotFindTemplate, mark_read, send
from tsunagaru.kernel.folder import Part

TOWN_PART = Part("messages", read, apply, dump)
MENU_PART = Part[MenuFile | bool]("line_menu", menu_files.read, menu_files.apply, menu_files.dump)
TOPICS_PART = Part("topics", topics.read, topics.apply, topics.dump)

__all__ = [
    "MENU_PART",
    "TOPICS_PART",
    "TOWN_PART",
    "Addressee",
    "Alert",
    "CannotFindTemplate",
    "Link",
    "Personal",
    "Question",
    "Sent",
    "ask_many",
    "asked_by",
    "asked_of",
    "behind",
    "dispose",
    "email_state",
    "mark_read",
    "note_answer",
    "reach_in_words",
    "residents_by_ways",
    "send",
    "send_alert",
    "sent_as",
    "write_to",
]
