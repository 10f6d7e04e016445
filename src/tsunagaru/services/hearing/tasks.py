"""What public hearing does when something happens (反応)."""

from tsunagaru.services.hearing.events import InquiryAnswered, InquiryReceived
from tsunagaru.services.hearing.services import telling


def tell_received(event: InquiryReceived) -> None:
    """Tell the sender that it arrived (受付の知らせ)."""
    telling.tell_received(event.subject, event.id, at=event.at)


def tell_answered(event: InquiryAnswered) -> None:
    """Tell the sender that the answer is there (返事の知らせ)."""
    telling.tell_answered(event.subject, event.id, at=event.at)
