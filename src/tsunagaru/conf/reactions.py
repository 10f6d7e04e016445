"""The town's nervous system (反応): when this happens, do that. Read it top to bottom."""

from tsunagaru.engines.applications import tasks as applications
from tsunagaru.engines.applications.events import ApplicationSubmitted
from tsunagaru.engines.cases.events import CaseDecided, CaseWithdrawn, CorrectionRequested
from tsunagaru.engines.messages import tasks as messages
from tsunagaru.engines.messages.events import NoticeSent
from tsunagaru.ground.files import tasks as files
from tsunagaru.ground.ledger import tasks as ledger
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.people import tasks as people
from tsunagaru.ground.people.events import LetterRequested
from tsunagaru.kernel.events import when
from tsunagaru.plan import tasks as plan


def wire() -> None:
    """Connect every reaction. Called once at start-up."""
    when(ApplicationSubmitted, applications.tell_receipt)
    when(CorrectionRequested, applications.tell_correction)
    when(CaseDecided, applications.end_application)
    when(CaseDecided, applications.tell_decision)
    when(CaseWithdrawn, applications.end_withdrawn)
    when(NoticeSent, messages.hand_over_email, only={"by_email": "yes"})
    when(LetterRequested, messages.hand_letter_over)

    when(HourPassed, ledger.keep_checkpoint)
    when(DayEnded, ledger.fold_rollups)
    when(DayEnded, ledger.check_the_books)
    when(DayEnded, plan.write_the_day_down)
    when(DayEnded, applications.close_old_drafts)
    when(DayEnded, files.sweep)
    when(DayEnded, people.forget_held_posts)
