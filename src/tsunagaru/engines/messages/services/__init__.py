"""Writes of messages (お知らせの処理)."""

from tsunagaru.engines.messages.services.releasing import release, stop
from tsunagaru.engines.messages.services.sending import hand_email_over, mark_read, send
from tsunagaru.engines.messages.services.subscribing import (
    CannotAdd,
    Wishes,
    add_address,
    change,
    confirm_address,
    drop_addresses,
    leave,
    put_in_order,
    subscribe,
)

__all__ = [
    "CannotAdd",
    "Wishes",
    "add_address",
    "change",
    "confirm_address",
    "drop_addresses",
    "hand_email_over",
    "leave",
    "mark_read",
    "put_in_order",
    "release",
    "send",
    "stop",
    "subscribe",
]
