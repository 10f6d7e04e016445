"""What happens to payments (支払いの出来事). ``subject`` is the invoice unless said otherwise."""

from dataclasses import dataclass

from tsunagaru.kernel.events import Event, measure


@dataclass(frozen=True, kw_only=True)
class PaymentRequested(Event, name="payment.requested"):
    """The amount is fixed and the payer is asked for it (請求した)."""

    kind: str
    yen: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class PaymentStarted(Event, name="payment.started"):
    """The payer went to a provider's page (オンラインの支払いを始めた)."""

    kind: str
    method: str


@dataclass(frozen=True, kw_only=True)
class PaymentSettled(Event, name="payment.settled"):
    """An invoice was paid (支払いが済んだ).

    Args:
        cashless: ``yes`` or ``no``; ``apart`` for account transfers, which are counted apart.
        site: where: ``online``, ``hall``, ``tourism`` … (code of the paypoint's site).
        method: ``card``, ``code``, ``cash``, ``pos_card``, ``transfer`` or ``tax_qr``.
    """

    kind: str
    cashless: str
    site: str
    method: str
    yen: int = measure(histogram=True)


@dataclass(frozen=True, kw_only=True)
class PaymentFailed(Event, name="payment.failed"):
    """An online payment came to nothing (オンラインの支払いが成立しなかった)."""

    kind: str
    method: str


@dataclass(frozen=True, kw_only=True)
class PaymentDoubled(Event, name="payment.doubled"):
    """Money arrived that the invoice no longer asks for (請求より多く入金された)."""

    method: str
    cause: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class PaymentReminded(Event, name="payment.reminded"):
    """The due date is near and nothing was paid yet (期限の前の知らせ)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class PaymentPostponed(Event, name="payment.postponed"):
    """A later due date was set (納期限を延ばした)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class PaymentMissed(Event, name="payment.missed"):
    """The due date passed without payment (納期限を過ぎた)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class PaymentCancelled(Event, name="payment.cancelled"):
    """An unpaid invoice is no longer asked for (請求を取り消した).

    Args:
        cause: ``cancelled`` by the town, or ``expired`` because nobody paid in time.
    """

    kind: str
    cause: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class RefundRequested(Event, name="refund.requested"):
    """Money is to go back (返金を決めた). ``subject`` is the refund."""

    method: str
    cause: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(Event, name="payment.refunded"):
    """Money went back to the payer (返金した)."""

    kind: str
    method: str
    cause: str
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class RefundFailed(Event, name="refund.failed"):
    """The provider refused a refund for good (返金できなかった). ``subject`` is the refund."""

    method: str


@dataclass(frozen=True, kw_only=True)
class WebhookReceived(Event, name="webhook.received"):
    """A provider told us something, its signature was right (通知を受け取った).

    ``subject`` is the attempt it is about.
    """

    provider: str


@dataclass(frozen=True, kw_only=True)
class WebhookRefused(Event, name="webhook.refused"):
    """A notification was not believed (通知を退けた). ``subject`` is a new id.

    Args:
        why: ``forged``, ``stale``, ``unreadable`` or ``unknown``.
    """

    provider: str
    why: str


@dataclass(frozen=True, kw_only=True)
class DrawerOpened(Event, name="drawer.opened"):
    """A cash drawer was opened with its float (レジを開けた). ``subject`` is the drawer."""

    paypoint: str


@dataclass(frozen=True, kw_only=True)
class DrawerClosed(Event, name="drawer.closed"):
    """A cash drawer was counted and closed (レジを締めた). ``subject`` is the drawer."""

    paypoint: str
    balanced: str
    difference_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class DrawerGapNoted(Event, name="drawer.gap_noted"):
    """Accounts looked at a drawer's gap (過不足を確認した). ``subject`` is the drawer."""

    paypoint: str
    difference_yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class SettlementReconciled(Event, name="settlement.reconciled"):
    """A provider's file was held against our books (照合). ``subject``: the settlement."""

    provider: str
    balanced: str
    lines: int = measure()
    differences: int = measure()


@dataclass(frozen=True, kw_only=True)
class DifferenceResolved(Event, name="difference.resolved"):
    """A difference was settled (差異を解消した). ``subject`` is the difference.

    Args:
        way: ``assign`` to an invoice, ``return``, ``returned``, ``write_off`` or ``explain``.
    """

    kind: str
    way: str


@dataclass(frozen=True, kw_only=True)
class MandateRecorded(Event, name="mandate.recorded"):
    """An account transfer was agreed or ended (口座振替). ``subject`` is the mandate."""

    state: str


@dataclass(frozen=True, kw_only=True)
class TransferFailed(Event, name="transfer.failed"):
    """The bank could not collect (口座振替ができなかった).

    Args:
        result: the bank's answer, one digit of 全銀協's layout, such as ``1``: too little money.
    """

    kind: str
    result: str


@dataclass(frozen=True, kw_only=True)
class InvoiceReleased(Event, name="payment.released"):
    """An invoice was cut off from the papers it was made for (手続きから切り離した)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class InvoiceDisposed(Event, name="payment.disposed"):
    """The payer's name went after the books' period; the books stay (納付者名を廃棄した)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class MandateDisposed(Event, name="mandate.disposed"):
    """Whose account it was went after its period (口座振替の契約の廃棄)."""

    state: str


@dataclass(frozen=True, kw_only=True)
class TransfersRequested(Event, name="transfers.requested"):
    """The bank is asked for a day's debits (口座振替を依頼した). ``subject`` is the request."""

    lines: int = measure()
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class TransfersAnswered(Event, name="transfers.answered"):
    """The bank's answer to a request is in (振替結果を取り込んだ). ``subject`` is the request."""

    collected: int = measure()
    failed: int = measure()
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class SlipIssued(Event, name="slip.issued"):
    """A payment slip with the common tax code was printed (納付書を発行した)."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class PaymentsReported(Event, name="payments.reported"):
    """A report of payments by the common tax code was taken in. ``subject``: the settlement."""

    lines: int = measure()
    yen: int = measure()


@dataclass(frozen=True, kw_only=True)
class TerminalDeposited(Event, name="terminal.deposited"):
    """The card company's deposit was booked (カード端末の入金). ``subject`` is the deposit.

    Args:
        undone: ``yes`` where a wrong one was booked back.
    """

    undone: str
    yen: int = measure()
    fee_yen: int = measure()
