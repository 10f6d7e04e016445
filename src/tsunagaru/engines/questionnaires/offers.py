"""What the questionnaires offer upwards (提供物)."""

from datetime import datetime
from uuid import UUID

from tsunagaru.engines.questionnaires.queries.ratings import count_ratings
from tsunagaru.kernel.offers import Erasure, Offers, PrivacyOffer, Stock

ANONYMOUS = "満足度の評価は無記名で、どなたのものかを町でも特定できません。"


def export(_resident: UUID) -> dict[str, str]:
    """Return what is kept of a person (開示): ratings carry nothing that leads to one."""
    return {"説明": ANONYMOUS}


def erase(_resident: UUID, _at: datetime) -> Erasure:
    """Erase a person's ratings (消去): there are none that could be told apart."""
    return Erasure(erased=0, kept=0, reason=ANONYMOUS)


OFFERS = Offers(
    "engines.questionnaires",
    stocks=(
        Stock("ratings", "満足度の評価の件数", ("service", "score", "channel"), count_ratings),
    ),
    privacy=(
        PrivacyOffer("questionnaires", "満足度の評価", ("questionnaires.Rating",), export, erase),
    ),
)
