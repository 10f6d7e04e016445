"""What a letter says of a fee beside its amount (手数料の文): why, and instead of what."""

from uuid import UUID

from tsunagaru.engines.applications.models import Charge
from tsunagaru.engines.applications.queries.charges import KIND
from tsunagaru.engines.payments import api as payments
from tsunagaru.ground.ui.dates import day_words
from tsunagaru.ground.ui.phrases import say

INSTEAD = "前にお願いした{yen}円の請求は取り消しました。お支払いいただくのは、この{now}円だけです。"
COLLECTED = "{day}に、登録した口座から引き落とします。ほかの方法で支払う必要はありません。"
PLANNED = "支払いの期限の{day}に、登録した口座から引き落とす予定です。"
BEFORE = "それより前に、ほかの方法で支払うこともできます。"


def more_words(invoice: payments.InvoiceView, language: str) -> str:
    """Return why it is this amount, instead of what, and whether an account is debited."""
    charge = Charge.objects.get(pk=invoice.subject)
    lines = []
    if charge.reason:
        lines.append(f"{say('理由', language)}{say('：', language)}{charge.reason}")
    before = _replaced(charge.application_id, charge.number)
    if before is not None:
        before_yen, now_yen = f"{before.amount_yen:,}", f"{invoice.amount_yen:,}"
        lines.append(say(INSTEAD, language, yen=before_yen, now=now_yen))
    collection = payments.collection_of(invoice.id)
    if collection is not None:
        words = (COLLECTED,) if collection.asked else (PLANNED, BEFORE)
        day = day_words(collection.on, language)
        lines += [say(one, language, day=day) for one in words]
    return "".join(f"\n{line}" for line in lines)


def _replaced(application: UUID, number: int) -> payments.InvoiceView | None:
    """Return the request right before this one, where it was called off unpaid."""
    rows = Charge.objects.filter(application=application, number__lt=number, amount_yen__gt=0)
    last = rows.order_by("number").last()
    known = payments.invoices_of(KIND, [last.pk]) if last else {}
    found = known.get(last.pk) if last else None
    return found if found and found.state is payments.State.CANCELLED else None
