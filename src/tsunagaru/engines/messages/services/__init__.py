"""Writes of messages (お知らせの処理)."""

from tsunagaru.engines.messages.services.sending import hand_email_over, mark_read, send

__all__ = ["hand_email_over", "mark_read", "send"]
