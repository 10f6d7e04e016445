"""What applications do when something happens (申請の反応)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format

from tsunagaru.engines.applications.events import (
    ApplicationReleased,
    ApplicationSubmitted,
    CosignatureAnswered,
    CosignaturesEnded,
    CosignaturesReminded,
    PartDeclined,
    PartExpired,
    PartGiven,
)
from tsunagaru.engines.applications.queries.applications import (
    ApplicationView,
    application,
    application_of_case,
    application_row,
    draft_row,
)
from tsunagaru.engines.applications.queries.identifying import DOUBT, WHY
from tsunagaru.engines.applications.queries.procedures import form_of
from tsunagaru.engines.applications.rules import State
from tsunagaru.engines.applications.services import cosigning, paying
from tsunagaru.engines.applications.services.bundles import expire_bundles
from tsunagaru.engines.applications.services.changes import end, note_correction
from tsunagaru.engines.applications.services.drafts import expire_drafts
from tsunagaru.engines.applications.services.erasure import erase_abandoned
from tsunagaru.engines.applications.services.part_letters import note_late
from tsunagaru.engines.applications.services.submission import KIND
from tsunagaru.engines.applications.services.waiting import follow
from tsunagaru.engines.cases.events import CaseDecided, CaseWithdrawn, CorrectionRequested
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments.events import (
    PaymentCancelled,
    PaymentMissed,
    PaymentPostponed,
    PaymentRefunded,
    PaymentReminded,
    PaymentRequested,
    PaymentSettled,
)
from tsunagaru.ground.ledger.events import DayEnded
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.events import SignatureSettled
from tsunagaru.ground.ui.phrases import say
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.clock import local
from tsunagaru.kernel.events import Event

PART_TEMPLATES = {
    PartGiven: "application_part_given",
    PartDeclined: "application_part_declined",
    PartExpired: "application_part_late",
}


def tell_receipt(event: ApplicationSubmitted) -> None:
    """Tell the applicant that the application arrived, and as of when (受付の通知)."""
    about = application(event.subject)
    if about.taken_at is None:
        _tell(about, "application_received", event)
    else:
        arrived = date_format(local(about.submitted_at), "Y/n/j H:i")
        _tell(about, "application_received_signed", event, Extra({"arrived": arrived}))


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
            values={"procedure": name, "why": why, "path": url},
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


def tell_part(event: PartGiven | PartDeclined | PartExpired) -> None:
    """Tell the applicant that a part came, was declined or is late (第三者の記入の通知)."""
    found = application_row(event.subject)
    shape = form_of(found.version_id).definition.part(event.part) if found else None
    if found is not None and shape is not None:
        template = PART_TEMPLATES[type(event)]
        words = {"part": shape.name.in_language(found.language)}
        _tell(application(found.pk), template, event, Extra(words))


def tell_cosigning(
    event: CosignatureAnswered | CosignaturesReminded | CosignaturesEnded,
) -> None:
    """Tell the applicant that somebody refused, has not signed, or was late (連署の通知)."""
    row = draft_row(event.subject)
    told = getattr(event, "answer", "refused") == "refused"
    if row is None or not told or getattr(event, "outcome", "") == "changed":
        return
    definition = form_of(row.version_id).definition
    email = row.answers.get(definition.email_field or "") or ""
    if row.resident_id is None and not email:
        return
    path = reverse("applications:draft", args=[row.pk])
    messages.send(
        event=event.id,
        template="application_cosigning",
        values={"procedure": definition.name.text.in_language(row.language), "path": path},
        about=row.pk,
        at=event.at,
        resident=row.resident_id,
        email=str(email),
        language=row.language,
        url=path,
    )


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
    while note_late(at=event.at):
        continue
    while expire_drafts(at=event.at):
        continue
    while expire_bundles(at=event.at):
        continue
    while erase_abandoned(at=event.at):
        continue


def tell_fee(event: PaymentRequested | PaymentPostponed) -> None:
    """Ask for the fee (手数料の支払いのお願い), unless it was paid or called off meanwhile."""
    _tell_of_fee("fee_requested", event, only_unpaid=True)


def tell_fee_reminder(event: PaymentReminded) -> None:
    """Remind of the fee before the due date (支払い期限のお知らせ)."""
    _tell_of_fee("fee_reminder", event, only_unpaid=True)


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
    template: str, event: Event, *, only_unpaid: bool = False, yen: int | None = None
) -> None:
    """Note on the case what became of an invoice, and tell the applicant where there is a text."""
    charge = payments.subject_of(event.subject)
    found = charge and paying.follow_payment(charge, at=event.at)
    invoice = payments.invoice_of(KIND, charge) if charge else None
    if not found or invoice is None or not template:
        return
    if only_unpaid and not (invoice.id == event.subject and invoice.is_payable):
        return
    more = {
        "yen": f"{invoice.amount_yen if yen is None else yen:,}",
        "due": date_format(invoice.due_on, "Y/n/j"),
    }
    _tell(application(found), template, event, Extra(more, invoice))


def _tell_of_case(template: str, kind: str, event: Event) -> None:
    found = application_of_case(event.subject) if kind == KIND else None
    if found is not None:
        _tell(found, template, event)


@dataclass(frozen=True)
class Extra:
    """What a notice says and leads to besides the application itself (差し込み).

    Args:
        invoice: what is to be paid: its payer's button and e-mail lead there.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    invoice: payments.InvoiceView | None = None


NOTHING_MORE = Extra()


def _tell(about: ApplicationView, template: str, event: Event, more: Extra = NOTHING_MORE) -> None:
    """Send a notice, to a proxy as well while the mandate lasts (通知).

    The words are the town's, and carry no more than name and number.
    """
    if about.resident is None and not about.email:
        return
    _send(about, template, event, about.resident, more)
    if about.proxy and about.resident:
        proxy = Actor(kind=Kind.RESIDENT, resident=about.proxy)
        if people.may_act_for(proxy, about.resident, about.procedure, event.at):
            _send(about, template, event, about.proxy, Extra(more.values))


def _send(
    about: ApplicationView,
    template: str,
    event: Event,
    to: UUID | None,
    more: Extra,
) -> None:
    path = reverse("applications:status", args=[about.id])
    invoice = more.invoice
    messages.send(
        event=event.id,
        template=template,
        values={
            "procedure": about.name.in_language(about.language),
            "number": about.shown_number,
            "path": path,
            **more.values,
        },
        about=about.id,
        at=event.at,
        resident=to,
        email=about.email if to == about.resident else "",
        language=about.language,
        url=invoice.url if invoice and invoice.is_payable else path,
        link=messages.Link("pay", invoice.id) if invoice else None,
    )
