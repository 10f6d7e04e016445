"""Debits that failed and ended an agreement (口座振替の停止): one letter says both."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tsunagaru.engines.payments.models import Invoice, TransferLine
from tsunagaru.engines.payments.rules.agreements import ENDS_AGREEMENT, Standing
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of


def ended_with(mandate: UUID) -> Sequence[Invoice]:
    """Return what the bank could not collect in the answer that stopped an agreement (停止の回)."""
    lines = TransferLine.objects.filter(
        mandate=mandate, mandate__state=Standing.STOPPED, result__in=ENDS_AGREEMENT
    )
    found = list(lines.select_related("invoice", "batch").order_by("batch__answered_at", "order"))
    return [one.invoice for one in found if one.batch_id == found[0].batch_id]


def is_told_with_end(invoice: UUID, result: str, at: datetime) -> bool:
    """Tell whether the letter about the end of the agreement says that this was not collected.

    It goes to whoever signs in, since it leads to all that is to be paid; whoever does not is
    told of each invoice with its own link, and by that letter of the end, too.
    """
    if result not in ENDS_AGREEMENT:
        return False
    lines = TransferLine.objects.filter(invoice=invoice, result=result).order_by("-pk")
    line = lines.select_related("mandate").first()
    if line is None or line.mandate.resident_id is None:
        return False
    if all(one.pk != invoice for one in ended_with(line.mandate_id)):
        return False
    payer = line.mandate.resident_id
    person = people.residents([payer], day=day_of(at)).get(payer)
    return person is not None and person.has_account
