"""What documents offer upwards (書類の提供物)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tsunagaru.ground.documents.gateways import seals
from tsunagaru.ground.documents.models import Paper
from tsunagaru.kernel.desk import CheckResult, DeskCheck
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer

KEPT = "発行した書類の控えは、公文書として保存年限まで保存します。"


def _export(resident: UUID) -> Any:  # noqa: ANN401 - any JSON
    """Return the papers issued to a resident, with their content."""
    return [
        {
            "title": row.title,
            "issued_at": row.issued_at.isoformat(),
            "state": row.get_state_display(),
            "shown": row.shown,
            "pdf": row.content,
        }
        for row in Paper.objects.filter(resident=resident).order_by("issued_at")
    ]


def _erase(resident: UUID, _at: datetime) -> Erasure:
    """Keep issued papers: they must stay checkable for whoever relies on them."""
    kept = Paper.objects.filter(resident=resident).count()
    return Erasure(erased=0, kept=kept, reason=KEPT if kept else "")


def _can_sign(_at: datetime) -> CheckResult:
    """Tell whether papers are signed (電子署名の点検)."""
    if seals.is_set_up():
        return CheckResult(holds=True, sentence="発行する書類に電子署名を付けています。")
    return CheckResult(
        holds=False,
        sentence="町の電子署名の鍵が設定されていません。書類は署名なしで発行されています。",
    )


OFFERS = Offers(
    "ground.documents",
    checks=(DeskCheck("documents.seal", "書類の電子署名", _can_sign),),
    privacy=(PrivacyOffer("papers", "発行した書類", ("documents.Paper",), _export, _erase),),
)
