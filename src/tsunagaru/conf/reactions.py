"""The town's nervous system (反応): when this happens, do that. Read it top to bottom."""

from tsunagaru.engines.applications import tasks as applications
from tsunagaru.engines.applications.events import (
    ApplicationReleased,
    ApplicationSubmitted,
    CosignatureAnswered,
    CosignaturesEnded,
    CosignaturesReminded,
    HandInStopped,
    PartDeclined,
    PartExpired,
    PartGiven,
    PartReminded,
)
from tsunagaru.engines.bookings import tasks as bookings
from tsunagaru.engines.bookings.events import (
    BookingCancelled,
    BookingChanged,
    BookingCharged,
    BookingForfeited,
    BookingMade,
    BookingOffered,
    BookingPriced,
    BookingQueued,
    BookingReminded,
    BookingWarned,
)
from tsunagaru.engines.cases.events import CaseDecided, CaseWithdrawn, CorrectionRequested
from tsunagaru.engines.messages import tasks as messages
from tsunagaru.engines.messages.events import (
    BroadcastFinished,
    MenuLanguageChanged,
    NoticeSent,
    PhoneCodeAsked,
)
from tsunagaru.engines.payments import tasks as payments
from tsunagaru.engines.payments.events import (
    MandateRecorded,
    PaymentCancelled,
    PaymentMissed,
    PaymentPostponed,
    PaymentRefunded,
    PaymentReminded,
    PaymentRequested,
    PaymentSettled,
    RefundRequested,
    TransferFailed,
    WebhookReceived,
)
from tsunagaru.ground.files import tasks as files
from tsunagaru.ground.files.events import FileKept
from tsunagaru.ground.ledger import tasks as ledger
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.people import tasks as people
from tsunagaru.ground.people.events import (
    LetterRequested,
    MandateConfirmed,
    MandateEnded,
    SignatureSettled,
)
from tsunagaru.kernel.events import when
from tsunagaru.plan import tasks as plan
from tsunagaru.services.community import tasks as community
from tsunagaru.services.community.events import (
    CircularCorrected,
    CircularReleased,
    CircularWithdrawn,
    GatheringCancelled,
    GatheringChanged,
    PaperHomeChanged,
    PaperHomeEntered,
    PaperHomeRemoved,
    SignUpMoved,
    SurveyPublished,
    SurveyReminded,
    SurveyWithdrawn,
)
from tsunagaru.services.counter import tasks as counter
from tsunagaru.services.emergency import tasks as emergency
from tsunagaru.services.hearing import tasks as hearing
from tsunagaru.services.hearing.events import (
    IdeaAnswered,
    IdeaChecked,
    InquiryAnswered,
    InquiryReceived,
)
from tsunagaru.services.intake import tasks as intake
from tsunagaru.services.partners import tasks as partners
from tsunagaru.services.security import tasks as security
from tsunagaru.services.shelters import tasks as shelters


def wire() -> None:
    """Connect every reaction. Called once at start-up."""
    wire_acts()
    wire_people()
    wire_districts()
    wire_voices()
    wire_bookings()
    wire_payments()
    wire_hours()
    wire_days()


def wire_payments() -> None:
    """When money is asked for, comes, or goes back (お金の動き)."""
    when(PaymentCancelled, payments.close_pages)
    of_application = {"kind": "application"}
    when(PaymentRequested, applications.tell_fee, only=of_application)
    when(PaymentReminded, applications.tell_fee_reminder, only=of_application)
    when(PaymentPostponed, applications.tell_fee, only=of_application)
    when(PaymentMissed, applications.follow_fee, only=of_application)
    when(TransferFailed, applications.tell_transfer_failed, only=of_application)
    when(PaymentSettled, applications.tell_fee_paid, only=of_application)
    when(PaymentCancelled, applications.tell_fee_closed, only=of_application)
    when(PaymentRefunded, applications.tell_fee_refunded, only=of_application)
    of_booking = {"kind": "booking"}
    when(PaymentReminded, bookings.tell_fee_reminder, only=of_booking)
    when(PaymentPostponed, bookings.tell_fee, only=of_booking)
    when(PaymentMissed, bookings.tell_fee_overdue, only=of_booking)
    when(TransferFailed, bookings.tell_transfer_failed, only=of_booking)
    when(PaymentSettled, bookings.tell_fee_paid, only=of_booking)
    when(PaymentRefunded, bookings.tell_fee_refunded, only=of_booking)


def wire_acts() -> None:
    """When people and partners do something (人の行い)."""
    when(ApplicationSubmitted, applications.tell_receipt)
    when(SignatureSettled, applications.follow_signature)
    when(ApplicationReleased, applications.tell_released)
    when(CorrectionRequested, applications.tell_correction)
    when(CosignatureAnswered, applications.tell_cosigning, only={"answer": "refused"})
    when(CosignaturesEnded, applications.tell_cosigning, only={"outcome": "expired"})
    when(CosignaturesReminded, applications.tell_cosigning)
    when(HandInStopped, applications.tell_cosigning)
    when(PartGiven, applications.tell_part)
    when(PartDeclined, applications.tell_part)
    when(PartExpired, applications.tell_part)
    when(PartReminded, applications.tell_part)
    when(CaseDecided, applications.end_application)
    when(CaseDecided, applications.tell_decision)
    when(CaseWithdrawn, applications.end_withdrawn)
    when(NoticeSent, messages.hand_over_email, only={"by_email": "yes"})
    when(BroadcastFinished, emergency.note_dispatched, only={"lane": "alert"})
    when(FileKept, files.scan)
    when(WebhookReceived, payments.ask_provider)
    when(RefundRequested, payments.send_refund)
    when(MandateRecorded, applications.tell_agreement)


def wire_people() -> None:
    """When accounts and their ways change, and who acts for whom (利用者の動き)."""
    when(PhoneCodeAsked, messages.send_phone_code)
    when(LetterRequested, messages.hand_letter_over)
    when(LetterRequested, messages.tell_way_changed, only={"purpose": "factor"})
    when(MandateConfirmed, applications.tell_mandate)
    when(MandateEnded, applications.tell_mandate)


def wire_districts() -> None:
    """When a circular or survey goes round, a household is entered, an event changes (区の動き)."""
    when(CircularReleased, community.tell_out)
    when(CircularCorrected, community.tell_corrected)
    when(CircularWithdrawn, community.tell_withdrawn)
    when(PaperHomeEntered, community.bring_out)
    when(PaperHomeChanged, community.bring_out)
    when(PaperHomeRemoved, community.bring_out)
    when(GatheringChanged, community.tell_gathering_changed)
    when(GatheringCancelled, community.tell_gathering_cancelled)
    when(SignUpMoved, community.tell_moved_up)
    when(SurveyPublished, community.tell_survey_out)
    when(SurveyReminded, community.tell_survey_again)
    when(SurveyWithdrawn, community.tell_survey_withdrawn)


def wire_voices() -> None:
    """When somebody writes to the town (町への声)."""
    when(InquiryReceived, hearing.tell_received)
    when(InquiryAnswered, hearing.tell_answered, only={"reply": "yes"})
    when(IdeaChecked, hearing.tell_checked)
    when(IdeaAnswered, hearing.tell_idea_answered)


def wire_bookings() -> None:
    """When somebody books, changes or leaves (予約の動き)."""
    when(BookingMade, bookings.tell_made)
    when(BookingChanged, bookings.tell_changed)
    when(BookingOffered, bookings.tell_offered)
    when(BookingQueued, bookings.tell_lost, only={"lost": "yes"})
    when(BookingCancelled, bookings.tell_closed)
    when(BookingPriced, bookings.tell_priced)
    when(BookingCharged, bookings.tell_fee_again, only={"cause": "again"})
    when(BookingReminded, bookings.tell_reminder)
    when(BookingWarned, bookings.tell_warned)
    when(BookingForfeited, bookings.tell_forfeited)


def wire_hours() -> None:
    """When an hour has passed (毎時)."""
    when(HourPassed, bookings.mind_bookings)
    when(HourPassed, emergency.end_old_alerts)
    when(HourPassed, messages.bring_menu_up)
    when(MenuLanguageChanged, messages.give_menu)
    when(HourPassed, hearing.count_idea_votes)
    when(HourPassed, ledger.keep_checkpoint)
    when(HourPassed, files.scan_waiting)
    when(HourPassed, people.check_signatures)
    when(HourPassed, intake.ask_portal)
    when(HourPassed, payments.ask_after_open_attempts)
    when(HourPassed, security.go_on_scanning)
    when(HourPassed, shelters.note_missed_reports)


def wire_days() -> None:
    """When a day has ended (毎日)."""
    when(DayEnded, ledger.fold_rollups)
    when(DayEnded, ledger.check_the_books)
    when(DayEnded, plan.write_the_day_down)
    when(DayEnded, applications.close_old_drafts)
    when(DayEnded, bookings.finish_day)
    when(DayEnded, messages.forget_unconfirmed)
    when(DayEnded, community.close_circulars)
    when(DayEnded, counter.close_day)
    when(DayEnded, files.sweep)
    when(DayEnded, partners.sweep)
    when(DayEnded, people.forget_held_posts)
    when(DayEnded, payments.remind_before_due)
    when(DayEnded, payments.pass_due_dates)
    when(DayEnded, payments.reconcile_the_day)
    when(DayEnded, security.begin_scan)
