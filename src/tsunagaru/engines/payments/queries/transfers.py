"""Reads of account transfers (口座振替の参照): what is due, the file for the bank, its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tsunagaru.engines.payments.definitions import SlotDefinition, TransferDefinition
from tsunagaru.engines.payments.models import (
    Attempt,
    Invoice,
    Mandate,
    TransferBatch,
    TransferLine,
)
from tsunagaru.engines.payments.queries.setup import keeps_the_books, setup
from tsunagaru.engines.payments.rules import transfer_file
from tsunagaru.engines.payments.rules.agreements import Result, Standing, customer_number
from tsunagaru.engines.payments.rules.bank_kana import to_bank_kana
from tsunagaru.engines.payments.rules.fixed_width import CannotReadRecord, CannotWriteRecord, Slot
from tsunagaru.engines.payments.rules.methods import AttemptState
from tsunagaru.engines.payments.rules.postal import branch_for_file
from tsunagaru.engines.payments.rules.states import PAYABLE
from tsunagaru.kernel.access import Actor

ENCODING = "shift_jis"  # half-width kana are one byte in it, so that signs and bytes agree
NEW, USED = "1", "0"
NO_LAYOUT = "口座振替の様式が登録されていません。"


@dataclass(frozen=True)
class Due:
    """An invoice and the agreement by which it is collected; what failed before (振替の対象)."""

    invoice: Invoice
    mandate: Mandate
    before: str = ""


@dataclass(frozen=True)
class DueOn:
    """What a request for a day would hold, and what it leaves out (依頼の下見)."""

    ready: Sequence[Due]
    paying_online: Sequence[Invoice]


def setup_of() -> TransferDefinition | None:
    """Return how the town collects from accounts, if it does (口座振替の設定)."""
    return setup().transfer


def layout_of(how: TransferDefinition) -> transfer_file.Layout:
    """Return the layout of the file as the rules see it."""
    records = how.records
    done = next(
        (code for code, means in how.results.items() if Result(means) is Result.COLLECTED), "0"
    )
    return transfer_file.Layout(
        header=_slots(records.header),
        data=_slots(records.data),
        trailer=_slots(records.trailer),
        end=_slots(records.end),
        newline="\r\n" if how.newline == "crlf" else "",
        done=done,
    )


def _slots(found: Sequence[SlotDefinition]) -> list[Slot]:
    return [Slot(**one.model_dump()) for one in found]


def due(day: date) -> DueOn:
    """Return what is due by a day of those who agreed, and is with no bank yet (振替の対象)."""
    mandates = {row.resident_id: row for row in Mandate.objects.filter(state=Standing.ACTIVE)}
    rows = Invoice.objects.filter(state__in=PAYABLE, due_on__lte=day, resident_id__in=mandates)
    rows = rows.exclude(pk__in=TransferLine.objects.filter(open=True).values("invoice"))
    attempts = Attempt.objects.filter(state=AttemptState.OPEN)
    busy = set(attempts.filter(invoice__in=rows).values_list("invoice", flat=True))
    ordered = list(rows.order_by("due_on", "number"))
    failed = _failed([row.pk for row in ordered])
    ready = [
        Due(row, mandates[row.resident_id], failed.get(row.pk, ""))
        for row in ordered
        if row.pk not in busy
    ]
    return DueOn(ready, [row for row in ordered if row.pk in busy])


def _failed(invoices: Sequence[UUID]) -> dict[UUID, str]:
    """Return the last result of those that were asked for before."""
    lines = TransferLine.objects.filter(invoice__in=invoices, open=False).exclude(result="")
    return {line.invoice_id: line.get_result_display() for line in lines.order_by("pk")}


def file_of(batch: TransferBatch) -> bytes:
    """Return the file that goes to the bank (振替依頼データ); always the same bytes.

    Raises:
        CannotWriteKana, CannotWriteRecord: a name or number does not fit the bank's record.
    """
    how = setup_of()
    if how is None:
        raise CannotWriteRecord(NO_LAYOUT)
    lines = batch.debits.select_related("invoice", "mandate").order_by("order")
    debits = [_debit(line, how) for line in lines]
    text = transfer_file.write_file(layout_of(how), _header(how, batch.withdrawn_on), debits)
    return text.encode(ENCODING)


def _header(how: TransferDefinition, day: date) -> Mapping[str, str]:
    return {
        "consignor_code": how.consignor_code,
        "consignor_name": to_bank_kana(how.consignor_name),
        "day": f"{day:%m%d}",
        "bank": how.bank,
        "bank_name": to_bank_kana(how.bank_name)[:15],
        "branch": how.branch,
        "branch_name": to_bank_kana(how.branch_name)[:15],
        "account_kind": how.account_kind,
        "account": how.account,
    }


def _debit(line: TransferLine, how: TransferDefinition) -> Mapping[str, str]:
    mandate, of_mark = line.mandate, how.postal_branch == "mark"
    return {
        "bank": mandate.bank,
        "bank_name": to_bank_kana(mandate.bank_name)[:15],
        "branch": branch_for_file(mandate.postal or "", mandate.branch, of_mark=of_mark),
        "branch_name": to_bank_kana(mandate.branch_name)[:15],
        "account_kind": mandate.account_kind,
        "account": mandate.account,
        "holder": to_bank_kana(mandate.holder)[:30],
        "yen": str(line.amount_yen),
        "new": NEW if line.first else USED,
        "customer": customer_number(line.invoice.number),
    }


def results_in(batch: TransferBatch, raw: bytes) -> list[tuple[TransferLine, Result]]:
    """Return each debit of a request with the bank's answer (結果の突合せ).

    Raises:
        CannotReadRecord: the answer does not add up, or is that to another request.
    """
    how = setup_of()
    if how is None:
        raise CannotReadRecord(NO_LAYOUT)
    try:
        text = raw.decode(ENCODING)
    except UnicodeDecodeError:
        raise CannotReadRecord(
            "文字を読めません。口座振替の結果ファイルを選んでください。"
        ) from None
    found = transfer_file.read_file(layout_of(how), text)
    _check_header(how, batch, found.header)
    return _match(how, batch, found.answers)


def _check_header(how: TransferDefinition, batch: TransferBatch, header: Mapping[str, str]) -> None:
    day = f"{batch.withdrawn_on:%m%d}"
    if header.get("day", day) != day:
        raise CannotReadRecord(
            f"引落日が{header['day']}のファイルです。この依頼の引落日は{day}です。"
        )
    if header.get("consignor_code", how.consignor_code) != how.consignor_code:
        raise CannotReadRecord("委託者コードが違います。ほかの団体のファイルです。")


def _match(
    how: TransferDefinition, batch: TransferBatch, answers: Sequence[transfer_file.Answer]
) -> list[tuple[TransferLine, Result]]:
    lines = batch.debits.select_related("invoice", "mandate").order_by("order")
    wanted = {customer_number(line.invoice.number): line for line in lines}
    found: list[tuple[TransferLine, Result]] = []
    for answer in answers:
        number = answer.customer.lstrip("0")
        line = wanted.pop(number, None)
        if line is None:
            raise CannotReadRecord(f"顧客番号{number}は、この依頼にないか、二回載っています。")
        found.append((line, _result(how, line, answer)))
    if wanted:
        raise CannotReadRecord(
            f"依頼した{len(found) + len(wanted):,}件のうち、{len(wanted):,}件の結果がありません。"
        )
    return found


def _result(how: TransferDefinition, line: TransferLine, answer: transfer_file.Answer) -> Result:
    number = line.invoice.number
    if answer.yen != line.amount_yen:
        raise CannotReadRecord(
            f"請求番号{number}の金額が{answer.yen:,}円です。依頼は{line.amount_yen:,}円です。"
        )
    if answer.fields.get("account", line.mandate.account) != line.mandate.account:
        raise CannotReadRecord(f"請求番号{number}の口座番号が、依頼と違います。")
    if answer.result not in how.results:
        raise CannotReadRecord(
            f"請求番号{number}の結果コード「{answer.result}」は、様式に登録されていません。"
        )
    return Result(how.results[answer.result])


def mandates(actor: Actor) -> QuerySet[Mandate]:
    """Return the agreements, for accounts only, newest first (契約の一覧)."""
    rows = Mandate.objects.order_by("-recorded_at")
    return rows if keeps_the_books(actor) else rows.none()


def batches(actor: Actor) -> QuerySet[TransferBatch]:
    """Return the requests, for accounts only, newest first (依頼の一覧)."""
    rows = TransferBatch.objects.order_by("-withdrawn_on", "-made_at")
    return rows if keeps_the_books(actor) else rows.none()


def mandates_of(resident: UUID) -> QuerySet[Mandate]:
    """Return a resident's agreements, newest first (本人の口座振替)."""
    return Mandate.objects.filter(resident_id=resident).order_by("-recorded_at")


def open_debit(invoice: Invoice) -> TransferLine | None:
    """Return the request an invoice is in, if the bank has not answered yet (引落しの予定)."""
    return TransferLine.objects.filter(invoice=invoice, open=True).select_related("batch").first()


def last_debit(invoice: Invoice) -> TransferLine | None:
    """Return the newest answered debit of an invoice (最後の振替結果)."""
    rows = TransferLine.objects.filter(invoice=invoice, open=False).exclude(result="")
    return rows.select_related("batch").order_by("-pk").first()


def last_failure(invoice: Invoice) -> TransferLine | None:
    """Return the newest answered debit, where the bank could not collect it (振替不能)."""
    line = last_debit(invoice)
    return line if line and line.result != Result.COLLECTED else None


def debits_of(resident: UUID) -> QuerySet[TransferLine]:
    """Return a resident's debits, newest first (本人の引落し)."""
    rows = TransferLine.objects.filter(invoice__resident_id=resident, batch__cancelled_at=None)
    return rows.select_related("batch", "invoice").order_by("-batch__withdrawn_on", "-pk")[:24]
