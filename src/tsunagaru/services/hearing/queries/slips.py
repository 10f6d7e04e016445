"""The voting slip on paper (投票券)."""

from datetime import datetime

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import IdeaRound
from tsunagaru.services.hearing.queries.letters import office_of
from tsunagaru.services.hearing.queries.rounds import ballot
from tsunagaru.services.hearing.queries.setups import need_rules
from tsunagaru.services.hearing.rules.slips import shown_code

CAPTION = "スマートフォンで読み取ると、\n番号を入力するページが開きます。"


def paper(row: IdeaRound, code: str, page: str, *, at: datetime) -> bytes:
    """Return a slip with its code and the ideas to tick (PDF); nobody's name stands on it.

    Args:
        page: address at which it can be used; the code stands in none.

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    data = {
        "town": translate(town.current().name, "ja"),
        "title": "投票券",
        "about": row.title,
        "number": shown_code(code),
        "supports": row.supports,
        "until": row.votes_until,
        "ideas": [f"{one.number}　{one.title}" for one in ballot(row, day_of(at))],
        "page": page,
        "office": office_of(need_rules().section),
        "code": {"address": page, "caption": CAPTION},
    }
    return documents.render("voting_slip", data, at=at, substitute=True)
