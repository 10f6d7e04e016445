"""Notices to an applicant (申請者への通知), and to whoever acts for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse

from tsunagaru.engines.applications.queries.applications import ApplicationView
from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.access import Actor, Kind
from tsunagaru.kernel.events import Event


@dataclass(frozen=True)
class Extra:
    """What a notice says and leads to besides the application itself (差し込み).

    Args:
        invoice: what is to be paid: its payer's button and e-mail lead there.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    invoice: payments.InvoiceView | None = None


NOTHING_MORE = Extra()


def tell(about: ApplicationView, template: str, event: Event, more: Extra = NOTHING_MORE) -> None:
    """Send a notice, to a proxy as well while the mandate lasts (通知).

    The words are the town's, and carry no more than name and number.
    """
    if about.resident is None and not about.email:
        return
    _send(about, template, event, about.resident, more)
    tell_proxy(about, template, event, more)


def tell_proxy(about: ApplicationView, template: str, event: Event, more: Extra) -> None:
    """Send a notice to the proxy only, while the mandate lasts (代理人への通知)."""
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
