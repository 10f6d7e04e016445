"""How the town takes payments (支払いの設定の参照)."""

from collections.abc import Sequence
from datetime import datetime

from tsunagaru.engines.payments.definitions import PaymentsFile
from tsunagaru.engines.payments.gateways.configured import providers
from tsunagaru.engines.payments.gateways.tax_qr import Piece
from tsunagaru.engines.payments.models import Attempt, Paypoint, Setup
from tsunagaru.engines.payments.rules.chart import REVENUES
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.remembering import remembered

HANDLERS = (Role.CLERK, Role.HEAD)


@remembered
def setup() -> PaymentsFile:
    """Return what the town folder says, or what holds without it."""
    content = Setup.objects.values_list("content", flat=True).first()
    return PaymentsFile() if content is None else PaymentsFile.model_validate(content)


def accounts_section() -> str:
    """Return the section that owns the books (会計の担当課)."""
    return setup().section


def keeps_the_books(actor: Actor) -> bool:
    """Tell whether an actor works in the section that owns the books."""
    return actor.is_staff and actor.works_in(accounts_section())


def fee_rate(provider: str) -> int:
    """Return what a provider keeps by contract, in hundredths of a percent (手数料率)."""
    return setup().fee_rate_bp.get(provider, 0)


def is_large_gap(yen_over: int) -> bool:
    """Tell whether a drawer's gap is so large that the cash is counted again (大きな過不足)."""
    return abs(yen_over) > setup().drawer_gap_yen


def revenues() -> dict[str, str]:
    """Return what staff call each revenue, by code: as the town says, or as is usual (収入科目)."""
    return {**REVENUES, **setup().revenues}


def online_providers() -> tuple[str, ...]:
    """Return the codes of the providers a payer may choose."""
    return tuple(providers())


def in_use(provider: str, *, until: datetime) -> bool:
    """Tell whether anybody had begun to pay by a provider at a time (利用開始済み)."""
    return Attempt.objects.filter(provider=provider, begun_at__lt=until).exists()


def paypoints(actor: Actor) -> Sequence[Paypoint]:
    """Return the paypoints an actor may work at: those of the own sections, all for accounts."""
    if not actor.is_staff:
        return []
    rows = Paypoint.objects.filter(closed=False)
    if not keeps_the_books(actor):
        rows = rows.filter(section__in=actor.sections(*HANDLERS))
    return list(rows)


def takes_for(actor: Actor, section: str) -> bool:
    """Tell whether an actor takes money for another section at a paypoint (代わりの受取)."""
    return section in sections_taken_for(actor)


def sections_taken_for(actor: Actor) -> set[str]:
    """Return the sections for which an actor's paypoints take money too (代わりに受け取る課)."""
    return {section for point in paypoints(actor) for section in point.takes_for}


def tax_qr_layout() -> list[Piece]:
    """Return the town's layout of the 地方税統一QR; empty where it has none."""
    return [Piece(**piece.model_dump()) for piece in setup().tax_qr]
