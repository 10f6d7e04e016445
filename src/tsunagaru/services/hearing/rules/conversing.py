"""Reading what came by LINE, mail or short message (届いた文を読む)."""

import re
from dataclasses import dataclass

from tsunagaru.kernel.text import fold_width, normalise_lines
from tsunagaru.services.hearing.rules.states import Kind

LONGEST = 2000
MARKS = (
    (Kind.QUESTION, ("質問", "しつもん", "question")),
    (Kind.REQUEST, ("要望", "お願い", "ようぼう", "request")),
    (Kind.OPINION, ("意見", "いけん", "opinion")),
)
_AFTER = re.compile(r"^[\s:：、。.,・]+")
_BRACKETS = str.maketrans("", "", "「」『』【】[]")


@dataclass(frozen=True)
class Told:
    """An inquiry that came as a text (文で届いた広聴)."""

    kind: Kind
    text: str


def read_text(text: str) -> Told | None:
    """Return what a text asks, or None where it begins with none of our words.

    「質問 ごみの日はいつですか」 is a question; 「ご意見」 and brackets count alike. A word alone
    says nothing, and a word that goes on (「意見書を…」) is no mark.
    """
    plain = normalise_lines(text).strip()
    begun = fold_width(plain).lower().translate(_BRACKETS).removeprefix("ご").removeprefix("御")
    for kind, words in MARKS:
        for word in words:
            rest = begun.removeprefix(word)
            if rest != begun and _AFTER.match(rest):
                return Told(kind, _rest_of(plain, word)[:LONGEST])
    return None


def names_a_kind(text: str) -> bool:
    """Tell whether a text is one of our words and nothing more (言葉だけ)."""
    plain = fold_width(normalise_lines(text)).strip().lower().translate(_BRACKETS)
    plain = plain.removeprefix("ご").removeprefix("御").strip(" :：。、")
    return any(plain == word for _, words in MARKS for word in words)


def _rest_of(plain: str, word: str) -> str:
    place = fold_width(plain).lower().find(word)
    rest = plain[place + len(word) :] if len(fold_width(plain)) == len(plain) else plain
    return _AFTER.sub("", rest.lstrip("」』】]")).strip()
