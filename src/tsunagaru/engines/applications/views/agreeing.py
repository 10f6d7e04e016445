"""What is agreed to before several applications are handed in (宣誓・同意のまとめての確認)."""

from hashlib import sha256
from typing import Any

from tsunagaru.engines.applications.forms import AgreementForm
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries.bundles import Part, agreed_in
from tsunagaru.ground.ui.phrases import JAPANESE, say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

FOR = "{procedures}の確認です。"
BETWEEN = "、"
READ = (
    "上の宣誓・同意の文を、申請者が読み（または聞き）、同意しました。",
    "上の宣誓・同意の文を読み上げ、申請者が同意しました。",
)
"""What a clerk ticks at the counter, and on the telephone."""
ASSENT = "確認画面（タブレット）に署名をもらったときは、いりません。"
UNREAD = "宣誓・同意の文への同意を申請者に確かめて、チェックを入れてください。"


def agreement_form(
    request: PageRequest,
    row: Bundle,
    parts: list[Part],
    sent: Any = None,  # noqa: ANN401 - a request's POST
) -> AgreementForm:
    """Return a box for each sentence that is agreed to, with the procedures it stands in.

    Equal sentences are ticked once. Staff have one box, for what was shown or read aloud; none
    where the applicant has signed everything on the tablet.
    """
    language = request.language
    if row.channel != Channel.ONLINE:
        return AgreementForm(sent, [] if row.signed_at else _by_staff(row, parts), wrong=UNREAD)
    found = agreed_in(parts, language, clock.day_of(clock.now()))
    boxes = [(_name(text), text, _hint(names, language)) for text, names in found.items()]
    return AgreementForm(sent, boxes, wrong=say(AgreementForm.WRONG, language))


def _by_staff(row: Bundle, parts: list[Part]) -> list[tuple[str, str, str]]:
    said = agreed_in(parts, JAPANESE, clock.day_of(clock.now()))
    return [("agreed", READ[row.channel == Channel.PHONE], ASSENT)] if said else []


def _name(sentence: str) -> str:
    """Return the name of a box; it holds for exactly this sentence, should the form change."""
    return f"agreed-{sha256(sentence.encode()).hexdigest()[:16]}"


def _hint(names: list[str], language: str) -> str:
    between = say(BETWEEN, language)
    return say(FOR, language, procedures=between.join(names))
