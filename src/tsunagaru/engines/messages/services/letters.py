"""Handing over what people asks to have sent (確認のメールの引渡し), such as a sign-up's link."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.messages.gateways.smtp import CannotDeliver, Letter, hand_over
from tsunagaru.engines.messages.rules import one_line
from tsunagaru.ground.people import api as people

TAKEN = "250"


def hand_letter_over(id: UUID, *, at: datetime) -> None:
    """Give a waiting letter to the mail server and tell people how it went (メールを渡す).

    Nothing happens when it no longer waits. Its text, with the link, is made here and kept nowhere.

    Raises:
        OSError, SMTPException: the server cannot be reached now; the delivery is tried again.

    Publishes:
        people's LetterAccepted or LetterRefused
    """
    found = people.letter(id, at=at)
    if found is None:
        return
    letter = Letter(
        key=str(id), address=found.address, title=one_line(found.title), body=found.body
    )
    try:
        hand_over(letter)
    except CannotDeliver as refusal:
        people.letter_refused(id, reply=str(refusal.code), at=at)
    else:
        people.letter_accepted(id, reply=TAKEN, at=at)
