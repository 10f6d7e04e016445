"""What public hearing does when something happens (反応)."""

from tsunagaru.ground.ledger.events import HourPassed
from tsunagaru.services.hearing.events import (
    IdeaAnswered,
    IdeaChecked,
    InquiryAnswered,
    InquiryReceived,
)
from tsunagaru.services.hearing.services import closing, idea_news, telling


def tell_received(event: InquiryReceived) -> None:
    """Tell the sender that it arrived (受付の知らせ)."""
    telling.tell_received(event.subject, event.id, at=event.at)


def tell_answered(event: InquiryAnswered) -> None:
    """Tell the sender that the answer is there (返事の知らせ)."""
    telling.tell_answered(event.subject, event.id, at=event.at)


def tell_checked(event: IdeaChecked) -> None:
    """Tell the author that the town looked at the idea (確認の知らせ)."""
    idea_news.tell_author(event.subject, event.id, at=event.at)


def tell_idea_answered(event: IdeaAnswered) -> None:
    """Tell the author, and who proposed the same, that the town answered (回答の知らせ)."""
    idea_news.tell_author(event.subject, event.id, at=event.at)


def count_idea_votes(event: HourPassed) -> None:
    """Count the rounds whose last day is over (集計)."""
    closing.close_due(at=event.at)
