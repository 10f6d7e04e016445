"""Three languages (三言語): the Japanese sentence is the key, ``phrases.yaml`` holds the others.

Every installed app may keep a ``phrases.yaml`` beside its ``apps.py``::

    "申請する":
      easy: "もうしこむ"
      en: "Apply"

A phrase without a translation reads in Japanese. The town folder may override any language.
One screen is read in Portuguese as well (``pt``), the town's own texts too: they are looked up by
their Japanese. What is not said in it is said in English.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from tsunagaru.kernel.folder import read_yaml

JAPANESE = "ja"
EASY = "ja-easy"
ENGLISH = "en"
PORTUGUESE = "pt"
LANGUAGES = (JAPANESE, EASY, ENGLISH)
TABLET_LANGUAGES = (*LANGUAGES, PORTUGUESE)
LATIN = (ENGLISH, PORTUGUESE)
"""The languages written with spaces between words and Western years (欧文の言語)."""
KEYS = {JAPANESE: "ja", EASY: "easy", ENGLISH: "en", PORTUGUESE: "pt"}
INSTEAD = {PORTUGUESE: ENGLISH}
"""In which language something is said that is not translated into another (代わりの言語)."""
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

QUOTE = "波括弧・読点（,）・コロン・# のある文は、引用符で囲みます。"

Phrase = Mapping[str, str]


@dataclass(frozen=True)
class Trilingual:
    """One text in three languages, as a town writes it in its folder (三言語の文言).

    Args:
        ja: Japanese, always there.
        easy: plain Japanese (やさしい日本語), or empty.
        en: English, or empty.
    """

    ja: str
    easy: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the text in a language, or in Japanese where it is not translated.

        Portuguese is not written beside the other three: it is found by the Japanese sentence.
        """
        if language in INSTEAD:
            return found(self.ja, language) or self.in_language(INSTEAD[language])
        return {EASY: self.easy, ENGLISH: self.en}.get(language, "") or self.ja

    @classmethod
    def as_written(cls, text: str) -> "Trilingual":
        """Return what a person wrote, which no phrase of ours translates (書かれたままの文)."""
        return cls(text, text, text)

    def tongue(self, language: str) -> str:
        """Return the language in which the text is said to somebody who reads one (話す言語)."""
        lacks = language in INSTEAD and not found(self.ja, language)
        return INSTEAD[language] if lacks else language

    def __str__(self) -> str:
        return self.ja


Text = str | Trilingual


@dataclass(frozen=True)
class Catalogue:
    """All phrases (文言一覧), and what is wrong with them.

    A contradiction must not take the town's pages down: the lower package's words stand, and the
    complaint fails a test.
    """

    phrases: Mapping[str, Phrase]
    complaints: tuple[str, ...] = ()

    def merge(
        self, more: Mapping[str, Any], *, source: str, line: Callable[[str], int] = lambda _: 0
    ) -> "Catalogue":
        """Return this with more phrases; the words that are already there stand.

        Args:
            line: tells in which line of the source a phrase stands; 0 where there are no lines.
        """
        phrases, complaints = dict(self.phrases), list(self.complaints)
        for japanese, phrase in more.items():
            wrong = problem_of(japanese, phrase)
            if not wrong and phrases.setdefault(japanese, phrase) != phrase:
                wrong = "訳が、ほかと異なります。"
            if wrong:
                where = f"{source}:{number}" if (number := line(japanese)) else source
                complaints.append(f"{where}: 「{japanese}」の{wrong}")
        return Catalogue(phrases, tuple(complaints))

    def read(self, text: str, source: str) -> "Catalogue":
        """Return this with the phrases of one file; what cannot be read becomes a complaint."""
        document = read_yaml(source, text.encode())
        phrases = document.data if isinstance(document.data, dict) else {}
        read = self.merge(phrases, source=source, line=lambda key: document.line_of([key]))
        problems = [f"{one.file}:{one.line}: {one.ja}" for one in document.problems]
        if not phrases:
            problems.append(f"{source}: この文言は、1つも使われません。{QUOTE}")
        return Catalogue(read.phrases, (*read.complaints, *problems))


def problem_of(japanese: str, phrase: object) -> str:
    """Return what is wrong with what is said for a Japanese sentence, or nothing (訳の誤り).

    In YAML, ``{easy: {name}, en: Yes, please}`` is no text but a mapping, and a language more.
    """
    if not isinstance(phrase, Mapping):
        return f"訳が文字列ではありません。{QUOTE}"
    wrong = (_wrong_with(language, text, japanese) for language, text in phrase.items())
    return next(filter(None, wrong), "")


def _wrong_with(language: object, text: object, japanese: str) -> str:
    if language not in KEYS.values():
        return f"訳に、知らない言語「{language}」があります。{QUOTE}"
    if not isinstance(text, str):
        return f"訳（{language}）が文字列ではありません。{QUOTE}"
    strange = set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(japanese))
    return f"訳（{language}）に、もとの文にない {{{min(strange)}}} があります。" if strange else ""


_town: dict[str, Phrase] = {}
_edition = [0]


def install(texts: Mapping[str, Phrase]) -> None:
    """Let the town's own texts override the packages' (町の文言).

    Args:
        texts: Japanese sentence -> any of ``ja``, ``easy``, ``en``, ``pt``.
    """
    if texts != _town:
        _town.clear()
        _town.update(texts)
        _edition[0] += 1


def edition() -> int:
    """Return a number that changes with the town's texts, for what is drawn from them."""
    return _edition[0]


@cache
def read_all() -> Catalogue:
    """Read the phrases of all installed apps, once."""
    found = Catalogue({})
    for config in apps.get_app_configs():
        file = Path(config.path) / "phrases.yaml"
        if file.exists():
            found = found.read(file.read_text(encoding="utf-8"), f"{config.label}/phrases.yaml")
    return found


def catalogue() -> Mapping[str, Phrase]:
    """Return the phrases of all installed apps."""
    return read_all().phrases


def translate(text: Text, language: str) -> str:
    """Return a phrase in a language, its placeholders still in place (訳)."""
    if isinstance(text, Trilingual):
        return text.in_language(language)
    said = found(text, language)
    if not said and language in INSTEAD:
        return translate(text, INSTEAD[language])
    return said or found(text, JAPANESE) or text


def found(japanese: str, language: str) -> str:
    """Return what the town or a package says for a Japanese sentence, or nothing (文言の検索)."""
    key = KEYS.get(language, "ja")
    override, own = _town.get(japanese, {}), catalogue().get(japanese, {})
    return override.get(key) or own.get(key) or ""


def fill(text: str, values: Mapping[str, object], write: Callable[[object], str] = str) -> str:
    """Put values in the place of ``{name}``; unknown names stay as they are (差し込み)."""
    return PLACEHOLDER.sub(
        lambda found: write(values[found[1]]) if found[1] in values else found[0], text
    )


def say(text: Text, language: str, **values: object) -> str:
    """Return a phrase in a language with its values filled in (言う).

    Args:
        text: the Japanese sentence, or a text of the town folder.
        language: ``ja``, ``ja-easy`` or ``en``; on the tablet also ``pt``.
        values: what stands in place of ``{name}``; a ``Trilingual`` is said in the language.
    """
    said = {name: spoken(value, language) for name, value in values.items()}
    return fill(translate(text, language), said)


def spoken(value: object, language: str) -> object:
    """Return a text of the town folder in a language, and anything else as it is."""
    return value.in_language(language) if isinstance(value, Trilingual) else value
