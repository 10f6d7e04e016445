"""The receipt as PDF (領収証書)."""

from datetime import datetime

from tsunagaru.engines.payments.models import Invoice, Payment
from tsunagaru.engines.payments.queries.invoices import going_back
from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.money import format_yen

NAMELESS = "（氏名の記載なし）"


def receipt(row: Invoice, payment: Payment, *, at: datetime) -> bytes:
    """Return the receipt (領収証書) of an invoice's payment; in Japanese, as public money's are.

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    name = translate(town.current().name, "ja")
    rows = [
        {"label": "納付者", "text": row.payer or NAMELESS},
        {"label": "金額", "text": format_yen(payment.amount_yen)},
        {"label": "件名", "text": row.words.ja},
        {"label": "支払い方法", "text": payment.get_method_display()},
        {"label": "請求番号", "text": row.number},
    ]
    lines = [(line.words.ja, format_yen(line.amount_yen)) for line in row.lines.order_by("order")]
    data = {
        "town": name,
        "title": "領収証書",
        "number": payment.receipt_number,
        "issued_on": day_of(payment.received_at),
        "rows": rows,
        "table": {"columns": ("内訳", "金額"), "rows": lines},
        "statement": "上記の金額を領収しました。",
        "issuer": f"{name} 会計管理者",
        "notes": _notes(row),
        "office": people.office_of(row.section),
    }
    return documents.render("certificate", data, at=at, substitute=True)


def _notes(row: Invoice) -> list[str]:
    """Say what went back; what is only to go back has not gone (返金の付記)."""
    waiting = going_back([row.pk]).get(row.pk, 0)
    gone = row.refunded_yen - waiting
    part = "全額（{}）" if gone == row.amount_yen else "このうち{}"
    notes = [f"{part.format(format_yen(gone))}を返金しました。"] if gone else []
    return [*notes, f"{format_yen(waiting)}の返金を手続き中です。"] if waiting else notes
