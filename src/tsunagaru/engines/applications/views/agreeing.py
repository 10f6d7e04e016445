"""What is agreed to before several applications are handed in (宣誓・同意のまとめての確認)."""

from hashlib import sha256
from typing import Any

from tsunagaru.engines.applications.forms import AgreementForm
from tsunagaru.engines.applications.models import Bundle
from tsunagaru.engines.applications.queries.bundles import Part, agreed_in
from tsunagaru.ground.ui.phrases import say
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import Channel

FOR = "{procedures}の確認です。"
BETWEEN = "、"


def agreement_form(
    request: PageRequest,
    row: Bundle,
    parts: list[Part],
    sent: Any = None,  # noqa: ANN401 - a request's POST
) -> AgreementForm:
    """Return a box for each sentence that is agreed to, with the procedures it stands in.

    Equal sentences are ticked once. At the counter and on the telephone there are none: the
    sentences are signed on the tablet, or read aloud.
    """
    if row.channel != Channel.ONLINE:
        return AgreementForm(sent, [])
    language = request.language
    found = agreed_in(parts, language, clock.now())
    boxes = [(_name(text), text, _hint(names, language)) for text, names in found.items()]
    return AgreementForm(sent, boxes, wrong=say(AgreementForm.WRONG, language))


def _name(sentence: str) -> str:
    """Return the name of a box; it holds for exactly this sentence, should the form change."""
    return f"agreed-{sha256(sentence.encode()).hexdigest()[:16]}"


def _hint(names: list[str], language: str) -> str:
    between = say(BETWEEN, language)
    return say(FOR, language, procedures=between.join(names))
