"""What is read out over the town's loudspeakers (防災行政無線の放送文): pure rules.

Whoever hears it hears it once, from afar and with an echo: short sentences, the times in words,
places with their readings, and everything said again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_MARK = re.compile(r"[【\[]([^】\]]*)[】\]]")
_ASIDE = re.compile(r"（[^（）]*）")


@dataclass(frozen=True)
class Sound:
    """A siren or chime (サイレン・チャイム): seconds on, seconds off, how often."""

    name: str
    on_s: int
    off_s: int
    times: int

    @property
    def line(self) -> str:
        """Return it as a line of the script."""
        pause = f"・{self.off_s}秒休む" if self.off_s else ""
        return f"【音】{self.name}　{self.on_s}秒鳴らす{pause}　{self.times}回"


@dataclass(frozen=True)
class Manner:
    """How the town speaks (話し方).

    Args:
        drill: said before and after a drill; empty where it is none.
        longest: signs of a line, above which it is parted at its commas.
        leave_out: beginnings of lines that are for reading only.
    """

    opening: str
    closing: str
    repeat: str
    times: int
    longest: int
    leave_out: tuple[str, ...]
    begins: Sound
    ends: Sound
    drill: str = ""


def script(title: str, body: str, areas: Sequence[str], manner: Manner) -> str:
    """Return a script to read out (放送文), one breath a line.

    Args:
        areas: the places as they are read out.
    """
    said = [
        manner.opening,
        *filter(None, [manner.drill]),
        *_lines(_spoken_title(title) + "。", manner),
        *_lines(f"{'、'.join(areas)}に、お知らせします。", manner),
        *_lines(body, manner),
    ]
    rounds: list[str] = [manner.begins.line]
    for number in range(1, manner.times + 1):
        rounds += ["", f"（{number}回目）", *([manner.repeat] if number > 1 else []), *said]
    last = [*filter(None, [manner.drill]), manner.closing, "", manner.ends.line]
    return "\n".join([*rounds, "", *last]) + "\n"


def _spoken_title(title: str) -> str:
    """Return a title without what can only be seen: 【警戒レベル4】避難指示（小山町）."""
    return _ASIDE.sub("", _MARK.sub(r"\1、", title)).strip("、。 　")


def _lines(text: str, manner: Manner) -> Iterator[str]:
    for line in text.splitlines():
        if line.strip() and not line.startswith(manner.leave_out):
            for sentence in re.findall(r"[^。]+。?", line):
                yield from _breaths(_TIME.sub(_in_words, sentence.strip()), manner.longest)


def _in_words(time: re.Match[str]) -> str:
    minutes = int(time[2])
    return f"{int(time[1])}時" + (f"{minutes}分" if minutes else "")


def _breaths(sentence: str, longest: int) -> Iterator[str]:
    """Part a long sentence at its commas; one without commas stays whole."""
    breath = ""
    for piece in re.findall(r"[^、]+、?", sentence):
        if breath and len(breath) + len(piece) > longest:
            yield breath
            breath = ""
        breath += piece
    if breath:
        yield breath
