"""The way to the town's mail server (メールサーバー), through Django's SMTP client."""

from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

TRANSIENT = 400
PERMANENT = 500


@dataclass(frozen=True)
class Letter:
    """One e-mail to one address (メール).

    Args:
        key: makes the Message-ID, the same at every try, so that a doubled hand-over is known.
    """

    key: str
    address: str
    title: str
    body: str


class CannotDeliver(Exception):
    """The mail server refused the letter for good (不達)."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class CannotDeliverNow(SMTPException):
    """The mail server cannot take the letter at the moment (一時的な不達)."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))


def has_server() -> bool:
    """Tell whether the town has a mail server at all; a laptop's demo has none."""
    return bool(settings.EMAIL_HOST)


def hand_over(letter: Letter) -> None:
    """Give a letter to the mail server (メールを渡す).

    Raises:
        CannotDeliver: refused for good (5xx).
        CannotDeliverNow, OSError, SMTPException: for now; try again later.

    Source:
        RFC 5321 section 4.2.1 (reply codes).
    """
    domain = "tsunagaru.invalid"
    message = EmailMessage(
        subject=letter.title,
        body=letter.body,
        to=[letter.address],
        headers={"Message-ID": f"<{letter.key}@{domain}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection("django.core.mail.backends.smtp.EmailBackend"),
    )
    # The server's own words often repeat the address, and what is raised here is logged.
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        raise _refusal(next(code for code, _ in error.recipients.values())) from None
    except SMTPAuthenticationError as error:  # our own fault, mended by whoever runs the server
        raise CannotDeliverNow(error.smtp_code) from None
    except SMTPResponseException as error:
        raise _refusal(error.smtp_code) from None


def _refusal(code: int) -> CannotDeliver | CannotDeliverNow:
    return CannotDeliver(code) if code >= PERMANENT else CannotDeliverNow(code)
