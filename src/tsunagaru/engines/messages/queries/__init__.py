"""Reads of messages (お知らせの参照)."""

from tsunagaru.engines.messages.queries.notices import (
    button_of,
    email_state,
    emails_by_state,
    inbox,
    unread,
)

__all__ = ["button_of", "email_state", "emails_by_state", "inbox", "unread"]
