"""Reads of payment slips (納付書の参照): what stands in the code, the paper, and the report."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from tsunagaru.engines.payments.gateways.tax_qr import payload
from tsunagaru.engines.payments.models import Invoice, Payment, TaxSlip
from tsunagaru.engines.payments.queries.papers import NAMELESS
from tsunagaru.engines.payments.queries.setup import setup, tax_qr_layout
from tsunagaru.engines.payments.rules.agreements import customer_number
from tsunagaru.engines.payments.rules.methods import Cause, Method
from tsunagaru.engines.payments.rules.reconciling import Movement
from tsunagaru.engines.payments.rules.tax_report import (
    CannotReadReport,
    Headings,
    Reported,
    read_report,
)
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.money import format_yen


def values_of(row: Invoice) -> Mapping[str, str]:
    """Return what a layout may take from an invoice (様式に入る値)."""
    return {
        "number": row.number,
        "digits": customer_number(row.number),
        "amount_yen": str(row.amount_yen),
        "due_on": f"{row.due_on:%Y%m%d}",
        "kind": row.kind,
    }


def payload_of(row: Invoice) -> str:
    """Return the text of an invoice's code, by the town's layout (QRの内容).

    Raises:
        CannotMakeCode: the town has no layout, or a value does not fit it.
    """
    return payload(tax_qr_layout(), values_of(row))


def issued(row: Invoice) -> QuerySet[TaxSlip]:
    """Return the slips printed for an invoice, newest first (発行の記録)."""
    return TaxSlip.objects.filter(invoice=row).order_by("-issued_at")


def slip(row: Invoice, *, at: datetime) -> bytes:
    """Return the payment slip (納付書) with its code; in Japanese, as public money's are.

    Raises:
        CannotMakeCode: the town has no layout, or a value does not fit it.
        documents.CannotRender: a character has no glyph.
    """
    name = translate(town.current().name, "ja")
    rows = [
        {"label": "納付者", "text": row.payer or NAMELESS},
        {"label": "件名", "text": row.words.ja},
        {"label": "金額", "text": format_yen(row.amount_yen)},
        {"label": "納期限", "text": format_era_date(row.due_on)},
        {"label": "請求番号", "text": row.number},
    ]
    lines = [(line.words.ja, format_yen(line.amount_yen)) for line in row.lines.order_by("order")]
    data = {
        "town": name,
        "title": "納付書",
        "number": row.number,
        "issued_on": day_of(at),
        "rows": rows,
        "table": {"columns": ("内訳", "金額"), "rows": lines},
        "statement": "上記の金額を、納期限までに納付してください。",
        "issuer": f"{name} 会計管理者",
        "office": people.office_of(row.section),
        "code": {
            "address": payload_of(row),
            "caption": "スマートフォンや金融機関で\n読み取って納付できます",
        },
    }
    return documents.render("certificate", data, at=at, substitute=True)


def lines_in(raw: bytes) -> list[Reported]:
    """Return the lines of a report, by the town's layout (納付情報の読み取り).

    Raises:
        CannotReadReport: there is no layout, or the file does not fit it.
    """
    how = setup().tax_qr_report
    if how is None:
        raise CannotReadReport("納付情報のファイルの様式が登録されていません。")
    try:
        text = raw.decode("utf-8-sig" if how.encoding == "utf-8" else how.encoding)
    except UnicodeDecodeError:
        raise CannotReadReport("文字を読めません。納付情報のファイルを選んでください。") from None
    return read_report(text, Headings(**how.model_dump(exclude={"encoding"})))


def movements(transactions: Sequence[str], day: date) -> dict[str, Movement]:
    """Return the payments in our books that a report of a day names (町の入金).

    A payment of a wrong amount counts as what was asked for, so that it stands out.
    """
    rows = Payment.objects.filter(method=Method.TAX_QR, reference__in=list(transactions))
    wrong = set(_given_back(transactions, Cause.AMOUNT).values_list("pk", flat=True))
    return {
        row.reference: Movement(
            row.reference,
            row.invoice.amount_yen if row.pk in wrong else row.amount_yen,
            0,
            day.isoformat(),
        )
        for row in rows.select_related("invoice")
    }


def known(transactions: Sequence[str]) -> set[str]:
    """Return which of some payments stand in our books already (取込み済みの納付)."""
    rows = Payment.objects.filter(method=Method.TAX_QR, reference__in=list(transactions))
    return set(rows.values_list("reference", flat=True))


def doubled(transactions: Sequence[str]) -> QuerySet[Payment]:
    """Return what a report names and no invoice asked for any more (二重の納付)."""
    return _given_back(transactions, Cause.DUPLICATE).order_by("reference")


def _given_back(transactions: Sequence[str], cause: Cause) -> QuerySet[Payment]:
    rows = Payment.objects.filter(method=Method.TAX_QR, reference__in=list(transactions))
    return rows.filter(kept=False, refunds__cause=cause.value)
