"""How the town's mail server is reached (メールサーバーの設定)."""

from django.core.exceptions import ImproperlyConfigured

STARTTLS, TLS = "starttls", "tls"


def secured(wanted: str) -> tuple[bool, bool]:
    """Return whether to turn to TLS after the greeting (STARTTLS), and whether from the first byte.

    Args:
        wanted: ``starttls``, ``tls`` or empty.

    Raises:
        ImproperlyConfigured: anything else; a misspelt word must not mean plain text.
    """
    if wanted not in ("", STARTTLS, TLS):
        message = f"TSUNAGARU_SMTP_TLS は starttls か tls か空にしてください：{wanted}"
        raise ImproperlyConfigured(message)
    return wanted == STARTTLS, wanted == TLS
