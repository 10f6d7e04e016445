"""What applications do when something happens (申請の反応)."""

from collections.abc import Callable, Mapping

from django.urls import reverse

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
from tsunagaru.engines.applications.models import Application
from tsunagaru.engines.applications.queries.applications import (
    ApplicationView,
    application,
    application_of_case,
    application_row,
    draft_row,
    view_of,
)
from tsunagaru.engines.applications.queries.fee_words import more_words
from tsunagaru.engines.applications.queries.identifying import DOUBT, WHY
from tsunagaru.engines.applications.queries.parts import parts_of
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import State
from tsunagaru.engines.applications.services import cosigning, paying
from tsunagaru.engines.applications.services.changes import end, note_correction
from tsunagaru.engines.applications.services.erasure import erase_abandoned
from tsunagaru.engines.applications.services.expiring import expire_drafts
from tsunagaru.engines.applications.services.part_letters import note_late
from tsunagaru.engines.applications.services.part_reminders import remind_of_parts
from tsunagaru.engines.applications.services.submission import KIND
from tsunagaru.engines.applications.services.telling import Extra, tell, tell_proxy
from tsunagaru.engines.applications.services.telling_agreements import tell_of_agreement
from tsunagaru.engines.applications.services.telling_cosigning import tell_of_cosigning
from tsunagaru.engines.applications.services.telling_mandates import tell_of_mandate
from tsunagaru.engines.applications.services.waiting import follow
from tsunagaru.engines.cases.events import CaseDecided, CaseWithdrawn, CorrectionRequested
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments.events import (
    MandateRecorded,
    PaymentCancelled,
    PaymentMissed,
    PaymentPostponed,
    PaymentRefunded,
    PaymentReminded,
    PaymentRequested,
    PaymentSettled,
    TransferFailed,
)
from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.events import MandateConfirmed, MandateEnded, SignatureSettled
from tsunagaru.ground.ui.dates import day_words, time_words
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import clock
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.events import Event

PART_TEMPLATES = {
    PartGiven: "application_part_given",
    PartDeclined: "application_part_declined",
    PartExpired: "application_part_late",
    PartReminded: "application_part_reminded",
}
WROTE = "町からも、依頼した方にもう一度メールでお願いしました。"
LET_KNOW = "お手数ですが、依頼した方に期限をお伝えください。町からはメールを送っていません。"


def tell_receipt(event: ApplicationSubmitted) -> None:
    """Tell the applicant that the application arrived, and as of when (受付の通知)."""
    about = application(event.subject)
    if about.taken_at is None:
        tell(about, "application_received", event)
    else:
        arrived = time_words(about.submitted_at, about.language)
        tell(about, "application_received_signed", event, Extra({"arrived": arrived}))


def follow_signature(event: SignatureSettled) -> None:
    """Receive what waited for this signature, or give up on it (署名の確認後の受付)."""
    draft = people.subject_of_signature(event.subject)
    if draft is not None:
        follow(draft, at=clock.now())


def tell_released(event: ApplicationReleased) -> None:
    """Tell the applicant that the signature does not hold, and what to do (署名の不採用)."""
    row = draft_row(event.subject)
    if row is None or row.resident_id is None:
        return
    url = reverse("applications:confirm", args=[row.pk])
    name = form_of(row.version_id).definition.name.text.in_language(row.language)
    why = say(WHY.get(event.why, DOUBT), row.language)
    for to in {row.resident_id, row.proxy} - {None}:
        messages.send(
            event=event.id,
            template="signature_not_taken",
            values={"procedure": name, "why": why},
            about=row.pk,
            at=event.at,
            resident=to,
            language=row.language,
            url=url,
        )


def tell_decision(event: CaseDecided) -> None:
    """Tell the applicant that the town decided (決定の通知)."""
    _tell_of_case("application_decided", event.kind, event)


def tell_correction(event: CorrectionRequested) -> None:
    """Ask the applicant for a correction (補正の依頼)."""
    if event.kind == KIND:
        note_correction(event.subject)
    _tell_of_case("application_correction", event.kind, event)


def tell_part(event: PartGiven | PartDeclined | PartExpired | PartReminded) -> None:
    """Tell the applicant that a part came, was declined, is late or nearly so (記入の通知).

    What the office asks for is the office's to run after: of that they hear only that it came.
    """
    found = application_row(event.subject)
    shape = form_of(found.version_id).definition.part(event.part) if found else None
    if shape is not None and shape.by_office and not isinstance(event, PartGiven):
        return
    if found is not None and shape is not None:
        template = PART_TEMPLATES[type(event)]
        words = {"part": shape.name.in_language(found.language)}
        if isinstance(event, PartReminded):
            words |= _of_reminder(found, event)
        tell(application(found.pk), template, event, Extra(words))


def _of_reminder(row: Application, event: PartReminded) -> Mapping[str, str]:
    asked = {one.code: one.expires_at for one in parts_of(row, event.at)}
    due = asked.get(event.part)
    return {
        "due": day_words(local(due).date(), row.language) if due else "",
        "word": say(WROTE if event.mailed == "yes" else LET_KNOW, row.language),
    }


def tell_cosigning(
    event: CosignatureAnswered | CosignaturesReminded | CosignaturesEnded | HandInStopped,
) -> None:
    """Tell the applicant who refused or was late, or that it is not handed in yet (連署の通知)."""
    tell_of_cosigning(event)


def end_application(event: CaseDecided) -> None:
    """Note the end of the application (申請の終了)."""
    if event.kind == KIND:
        end(event.subject, outcome=event.outcome, at=event.at)


def end_withdrawn(event: CaseWithdrawn) -> None:
    """Note the end of an application that staff withdrew for the applicant (取下げ)."""
    if event.kind == KIND:
        end(event.subject, outcome=State.WITHDRAWN, at=event.at)


def close_old_drafts(event: DayEnded) -> None:
    """Count drafts untouched for 30 days as given up, and empty those long given up."""
    while cosigning.expire(at=event.at):
        continue
    cosigning.remind(at=event.at)
    remind_of_parts(at=event.at)
    while note_late(at=event.at):
        continue
    while expire_drafts(at=event.at):
        continue
    while erase_abandoned(at=event.at):
        continue


def tell_fee(event: PaymentRequested | PaymentPostponed) -> None:
    """Ask for the fee (手数料の支払いのお願い), unless it was paid or called off meanwhile."""
    invoice = payments.invoice_about(KIND, event.subject)

    def words(language: str) -> Mapping[str, str]:
        return {"more": more_words(invoice, language) if invoice else ""}

    _tell_of_fee("fee_requested", event, only_unpaid=True, words=words)


def tell_fee_reminder(event: PaymentReminded) -> None:
    """Remind of the fee before the due date, or that it will be collected then (期限のお知らせ)."""
    invoice = payments.invoice_about(KIND, event.subject)
    collected = invoice is not None and payments.collection_of(invoice.id) is not None
    _tell_of_fee("fee_collected_soon" if collected else "fee_reminder", event, only_unpaid=True)


def tell_transfer_failed(event: TransferFailed) -> None:
    """Tell why the bank could not collect, how to pay now, and until when (口座振替の不能).

    Where it ended the payer's agreement, one letter says both, and only a proxy gets this one.
    """

    def words(language: str) -> Mapping[str, str]:
        why = payments.why_not_collected(event.result, language)
        return {"why": why, "ways": payments.ways_to_pay(language)}

    said = payments.is_told_with_end(event.subject, event.result, event.at)
    send = tell_proxy if said else tell
    _tell_of_fee("fee_transfer_failed", event, only_unpaid=True, words=words, send=send)


def tell_agreement(event: MandateRecorded) -> None:
    """Tell the payer that account transfers are set up, refused or stopped (口座振替の通知)."""
    tell_of_agreement(event)


def tell_mandate(event: MandateConfirmed | MandateEnded) -> None:
    """Tell both sides that a mandate holds, or is over (代理の通知)."""
    tell_of_mandate(event)


def tell_fee_paid(event: PaymentSettled) -> None:
    """Note on the case that the fee is paid, and thank (入金)."""
    _tell_of_fee("fee_paid", event)


def tell_fee_closed(event: PaymentCancelled) -> None:
    """Note on the case that nothing is asked for any more; tell it when time ran out (失効)."""
    _tell_of_fee("fee_expired" if event.cause == "expired" else "", event)


def tell_fee_refunded(event: PaymentRefunded) -> None:
    """Note on the case that money went back, and tell it (返金)."""
    _tell_of_fee("fee_refunded", event, yen=event.yen)


def follow_fee(event: PaymentMissed) -> None:
    """Note on the case how the fee stands (手数料の状況)."""
    _tell_of_fee("", event)


def _tell_of_fee(
    template: str,
    event: Event,
    *,
    only_unpaid: bool = False,
    yen: int | None = None,
    words: Callable[[str], Mapping[str, str]] = lambda _: {},
    send: Callable[[ApplicationView, str, Event, Extra], None] = tell,
) -> None:
    """Note on the case what became of an invoice, and tell the applicant where there is a text."""
    invoice = payments.invoice_about(KIND, event.subject)
    if invoice is None:
        return
    if isinstance(event, PaymentRequested):  # noted already, by whoever asked for the fee
        found = paying.application_of(invoice.subject)
    else:
        found = paying.follow_payment(invoice.subject, at=event.at)
    if found is None or not template or (only_unpaid and not invoice.is_payable):
        return
    about = view_of(found)
    more = {
        "yen": f"{invoice.amount_yen if yen is None else yen:,}",
        "due": day_words(invoice.due_on, about.language),
        **words(about.language),
    }
    send(about, template, event, Extra(more, invoice))


def _tell_of_case(template: str, kind: str, event: Event) -> None:
    found = application_of_case(event.subject) if kind == KIND else None
    if found is not None:
        tell(found, template, event)
