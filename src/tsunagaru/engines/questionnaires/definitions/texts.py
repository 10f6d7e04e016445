"""Texts in a definition (文言): a plain string is Japanese only, a mapping has three languages."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from tsunagaru.ground.ui.phrases import Trilingual
from tsunagaru.kernel.folder import wrong

LANGUAGE_KEYS = ("ja", "easy", "en")
LONGEST = 4000


def _read(value: object) -> Trilingual:
    if isinstance(value, Trilingual):
        return value
    texts: Mapping[Any, Any] = value if isinstance(value, Mapping) else {"ja": value}
    if unknown := set(texts) - set(LANGUAGE_KEYS):
        name = min(map(str, unknown))
        raise wrong(
            f"文言に「{name}」は書けません。ja・easy・en で書いてください。",
            f"A text has ja, easy and en, not “{name}”.",
        )
    if not all(isinstance(text, str) and len(text) <= LONGEST for text in texts.values()):
        raise wrong("文言は文字で書いてください。", "Write this as text.")
    if not texts.get("ja"):
        raise wrong("日本語（ja）の文言がありません。", "The Japanese text (ja) is missing.")
    return Trilingual(**texts)


def _write(text: Trilingual) -> str | dict[str, str]:
    if not text.easy and not text.en:
        return text.ja
    return {key: getattr(text, key) for key in LANGUAGE_KEYS if getattr(text, key)}


Words = Annotated[Trilingual, PlainValidator(_read), PlainSerializer(_write)]
