"""Pure rules of messages (お知らせの規則)."""

from tsunagaru.engines.messages.rules.filling import LINK, fill, one_line, put_link

__all__ = ["LINK", "fill", "one_line", "put_link"]
