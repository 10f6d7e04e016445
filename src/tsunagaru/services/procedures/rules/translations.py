"""Texts that are not translated yet (訳のない文言): the list of things to do before publishing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tsunagaru.services.procedures.rules.telling import HEAD, LANGUAGES
from tsunagaru.services.procedures.rules.trees import label_of

SPOKEN = frozenset({"label", "hint", "unit", "text", "title", "intro", "entry"})


@dataclass(frozen=True)
class Untranslated:
    """A text that is missing in a language (訳のない文言).

    Args:
        field: code of the field whose page mends it, or empty.
        page: code of its page, or empty.
    """

    thing: str
    text: str
    languages: str
    field: str = ""
    page: str = ""


def untranslated(tree: Mapping[str, Any]) -> list[Untranslated]:
    """Return every text that lacks a language (訳のない文言), for the list of things to do."""
    return list(_walk(tree, "手続き", "", ""))


def _walk(value: object, thing: str, field: str, page: str) -> Iterator[Untranslated]:
    if isinstance(value, Mapping) and "ja" in value:
        yield from _lacks(value, thing, field, page)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _inside(value, str(key), item, (thing, field, page))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _walk(item, thing, field, page)


def _inside(
    holder: Mapping[str, Any], key: str, item: object, where: tuple[str, str, str]
) -> Iterator[Untranslated]:
    thing, field, page = where
    if "fields" in holder and "title" in holder and "kind" not in holder:
        thing, page = f"ページ「{label_of(holder)}」", str(holder.get("code", ""))
    elif "kind" in holder:
        thing, field = f"項目「{label_of(holder)}」", str(holder.get("code", ""))
    elif key in HEAD and not page:
        thing = HEAD[key]
    if key in SPOKEN and isinstance(item, str) and item:
        yield Untranslated(thing, item, "やさしい日本語・英語", field, page)
    elif key != "demo":
        yield from _walk(item, thing, field, page)


def _lacks(words: Mapping[str, Any], thing: str, field: str, page: str) -> Iterator[Untranslated]:
    lacking = [LANGUAGES[key] for key in ("easy", "en") if not words.get(key)]
    if lacking:
        yield Untranslated(thing, str(words["ja"]), "・".join(lacking), field, page)
