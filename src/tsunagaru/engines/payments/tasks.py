"""What payments do when something happens (支払いの反応)."""

from datetime import date

from tsunagaru.engines.payments import services
from tsunagaru.engines.payments.events import PaymentCancelled, RefundRequested, WebhookReceived
from tsunagaru.engines.payments.queries.setup import in_use, online_providers
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import outward


@outward
def ask_provider(event: WebhookReceived) -> None:
    """Ask the provider about the attempt it told us of (照会する)."""
    services.ask(event.subject, at=clock.now())


@outward
def send_refund(event: RefundRequested) -> None:
    """Let the provider give the money back (返金する)."""
    services.send(event.subject, at=clock.now())


@outward
def ask_after_open_attempts(_event: HourPassed) -> None:
    """Ask after every online payment that is under way (照会の巡回)."""
    services.ask_after_open(at=clock.now())


@outward
def close_pages(event: PaymentCancelled) -> None:
    """Close the provider's page of what is no longer asked for (支払いページを閉じる)."""
    services.close_pages(event.subject, at=clock.now())


def remind_before_due(event: DayEnded) -> None:
    """Remind payers whose due date is near (期限の前の知らせ)."""
    services.remind_before_due(at=event.at)


def pass_due_dates(event: DayEnded) -> None:
    """Mark what was not paid in time (納期限の到来)."""
    services.pass_due_dates(at=event.at)


@outward
def reconcile_the_day(event: DayEnded) -> None:
    """Hold the providers' files of the day against our books (日次照合).

    A provider by which nobody had paid yet on that day has no file.
    """
    for code in online_providers():
        if in_use(code, until=event.at):
            services.reconcile_day(code, date.fromisoformat(event.day), at=clock.now())
