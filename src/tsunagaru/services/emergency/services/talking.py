"""Answers by button, mail and short message (返事の会話)."""

from uuid import UUID

from tsunagaru.kernel.conversations import Heard
from tsunagaru.kernel.individual_number import mask
from tsunagaru.kernel.text import normalise_lines
from tsunagaru.services.emergency.models import Round
from tsunagaru.services.emergency.queries import safety as queries
from tsunagaru.services.emergency.rules.safety import (
    BUTTONS,
    DRILL_MARKS,
    RoundState,
    Safety,
    Way,
    read_pressed,
    read_text,
)
from tsunagaru.services.emergency.services.answers import Said, Whose, answer

WAYS = {"line": Way.LINE, "email": Way.EMAIL, "sms": Way.SMS}
LONGEST_NOTE = 500
KEPT = {
    "ja": "「{state}」と受け取りました。変わったときは、もう一度送ってください。",
    "ja-easy": "「{state}」 わかりました。かわったら、もういちど おくって ください。",
    "en": "We have noted: {state}. Please tell us again if anything changes.",
}
URGE = {
    "ja": "命の危険があるときは、119番へ電話してください。",
    "ja-easy": "あぶない ときは、119に 電話（でんわ）して ください。",
    "en": "If your life is in danger, call 119.",
}
UNCLEAR = {
    "ja": "無事なら「1」、助けが必要なら「2」、けがをしていれば「3」と送ってください。",
    "ja-easy": "だいじょうぶは「1」、たすけては「2」、けがは「3」と おくって ください。",
    "en": "Please send 1 if you are safe, 2 if you need help, 3 if you are injured.",
}


def hear(heard: Heard) -> str | None:
    """Take what somebody pressed or wrote for an answer, where they were asked (返事を聞く).

    What cannot be read is kept by nobody; they are told how to say it.

    Publishes:
        as ``answers.answer`` does
    """
    if heard.pressed:
        return _pressed(heard)
    row = queries.round_of(heard.about) if heard.about else queries.latest_for(heard.subscriber)
    if row is None or (row.state != RoundState.OPEN and not heard.about):
        return None
    state = read_text(heard.text)
    if state is None:
        return _in(UNCLEAR, heard.language)
    return _keep(row, state, heard, note=mask(normalise_lines(heard.text))[:LONGEST_NOTE])


def _pressed(heard: Heard) -> str | None:
    found = read_pressed(heard.pressed)
    if found is None:
        return None
    key, state = found
    try:
        row = Round.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None
    return _keep(row, state, heard) if row else None


def _keep(row: Round, state: Safety, heard: Heard, note: str = "") -> str:
    whose = Whose(
        subscriber=heard.subscriber, resident=heard.resident, district=heard.district
    )  # fmt: skip
    short = note if len(note) > 1 else ""
    said = Said(state=state, way=WAYS[heard.way], note=short, key=heard.key)
    answer(row.pk, whose, said, at=heard.at)
    names = BUTTONS.get(heard.language, BUTTONS["ja"])
    mark = DRILL_MARKS.get(heard.language, DRILL_MARKS["ja"]) if row.drill else ""
    words = mark + _in(KEPT, heard.language).format(state=names[state])
    return words if state is Safety.SAFE or row.drill else words + _in(URGE, heard.language)


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language, words["ja"])
