"""What messages do when something happens (お知らせの反応)."""

from tsunagaru.engines.messages.events import NoticeSent
from tsunagaru.engines.messages.services import letters
from tsunagaru.engines.messages.services.sending import hand_email_over
from tsunagaru.ground.people.events import LetterRequested
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import outward


@outward
def hand_over_email(event: NoticeSent) -> None:
    """Give the notice's e-mail to the mail server (メールを渡す)."""
    hand_email_over(event.subject, at=clock.now())


@outward
def hand_letter_over(event: LetterRequested) -> None:
    """Give a letter of people's, such as a sign-up's link, to the mail server (メールを渡す)."""
    letters.hand_letter_over(event.subject, at=clock.now())
