"""Whether a text is easy to read (読みやすさ): advice only, nothing is refused. Pure rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 50  # characters of a sentence that is read at one go
SENTENCES = re.compile(r"[^。！？!?\n]+[。！？!?]?")


@dataclass(frozen=True)
class HardWord:
    """A word many stumble over (難しい言葉).

    Args:
        reading: furigana.
        easier: how to say it.
    """

    word: str
    reading: str
    easier: str


@dataclass(frozen=True)
class Advice:
    """What could be easier in a text (読みやすさの助言)."""

    long: tuple[tuple[str, int], ...] = ()
    hard: tuple[HardWord, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to advise."""
        return not self.long and not self.hard


def advise(text: str, hard: Mapping[str, HardWord]) -> Advice:
    """Return what could be easier: long sentences, and hard words that are not explained.

    A word followed by its reading in brackets, as in 「避難（ひなん）」, is explained.
    """
    sentences = [found.strip() for found in SENTENCES.findall(text)]
    long = tuple((s, len(s)) for s in sentences if len(s) > LONGEST)
    found, rest = [], text
    for one in sorted(hard.values(), key=lambda each: -len(each.word)):
        if _is_unexplained(one, rest):
            found.append(one)
        rest = rest.replace(one.word, "／")  # 「避難」 is not looked for inside 「避難所」
    return Advice(long, tuple(found))


def _is_unexplained(one: HardWord, text: str) -> bool:
    places = [found.end() for found in re.finditer(re.escape(one.word), text)]
    return bool(places) and not any(text[end : end + 1] in {"（", "("} for end in places)
