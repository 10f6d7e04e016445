"""The answer on paper (手紙の回答)."""

from datetime import datetime

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.people import api as people
from tsunagaru.ground.ui import town
from tsunagaru.ground.ui.phrases import translate
from tsunagaru.kernel.clock import day_of
from tsunagaru.services.hearing.models import Inquiry, Reply

GREETING = (
    "このたびは、町へのご意見・ご質問をお寄せいただき、ありがとうございました。"
    "お寄せいただいた内容について、次のとおりお答えします。"
)


def letter(row: Inquiry, reply: Reply, *, at: datetime) -> bytes:
    """Return an approved answer as a letter for a window envelope (PDF).

    Raises:
        documents.CannotRender: a character has no glyph.
    """
    name = translate(town.current().name, "ja")
    office = office_of(row.section)
    body = [one for one in (reply.text or "").split("\n") if one.strip()]
    data = {
        "town": name,
        "title": f"お寄せいただいた広聴へのお返事（受付番号 {row.number}）",
        "dated": day_of(reply.approved_at or at),
        "issuer": f"{name}　{office['name']}",
        "letters": [
            {
                "addressee": f"{row.name}　様" if row.name else "",
                "address": [row.address or ""],
                "title": "お寄せいただいた内容へのお返事",
                "paragraphs": [GREETING, *body],
            }
        ],
        "office": office,
    }
    return documents.render("letters", data, at=at, substitute=True)


def office_of(section: str) -> dict[str, str]:
    """Return a section as papers name it (問い合わせ先)."""
    try:
        found = people.section(section)
    except people.NoSuchSection:
        return {"name": "役場"}
    return {"name": found.name, "address": found.place, "phone": found.phone}
