"""Reads the files of places and checks what one file says against the others."""

from collections import Counter
from typing import TypeVar

from tsunagaru.ground.places.definitions.shapes import (
    LANGUAGES,
    PHRASES,
    PORTUGUESE,
    PORTUGUESE_TEXTS,
    AreaRow,
    Corner,
    DistrictRow,
    ParsedTown,
    TownShape,
)
from tsunagaru.ground.places.rules import check_digit
from tsunagaru.kernel.folder import Document, Folder, Table

WORDINGS = frozenset({"ja", "easy", "en", "pt"})
R = TypeVar("R", AreaRow, DistrictRow)


def read(folder: Folder) -> ParsedTown | None:
    """Validate the files of places; None when `town.yaml` itself cannot be read."""
    town = folder.read("town.yaml", TownShape)
    areas = folder.table("areas.csv", AreaRow)
    districts = folder.table("districts.csv", DistrictRow)
    corners = folder.table("outline.csv", Corner).rows if folder.has("outline.csv") else []
    _check_codes(areas)
    _check_codes(districts)
    _check_areas(districts, {row.code for row in areas.rows})
    texts = {language: _texts(folder, f"texts/{language}.yaml") for language in LANGUAGES}
    _check_languages(folder, texts)
    if folder.has(PORTUGUESE_TEXTS):
        texts[PORTUGUESE] = _texts(folder, PORTUGUESE_TEXTS)
    if town is None:
        return None
    _check_digit(folder.document("town.yaml"), town)
    outline = tuple(sorted(corners, key=lambda corner: corner.order))
    phrases = _phrases(folder) if folder.has(PHRASES) else {}
    return ParsedTown(town, tuple(areas.rows), tuple(districts.rows), outline, texts, phrases)


def _check_digit(document: Document, town: TownShape) -> None:
    if town.check_digit_code != (right := town.code + check_digit(town.code)):
        ja = f"検査数字が合いません。「{right}」ではありませんか。"
        en = f"The check digit does not fit; it would be {right}."
        document.refuse(("check_digit_code",), ja, en)


def _check_codes(table: Table[R]) -> None:
    seen: Counter[str] = Counter()
    for place, row in enumerate(table.rows):
        seen[row.code] += 1
        if seen[row.code] > 1:
            table.refuse(
                place, "code", f"「{row.code}」が2回あります。", f"{row.code} is not unique."
            )


def _check_areas(table: Table[DistrictRow], known: set[str]) -> None:
    for place, row in enumerate(table.rows):
        if row.area not in known:
            ja = f"大字「{row.area}」が areas.csv にありません。"
            table.refuse(place, "area", ja, f"The area {row.area} is not in areas.csv.")


def _texts(folder: Folder, file: str) -> dict[str, str]:
    document = folder.document(file)
    found: dict[str, str] = {}
    entries = document.data if isinstance(document.data, dict) else {}
    for key, text in entries.items():
        if isinstance(text, str):
            found[key] = text
        else:
            document.refuse((key,), "文字で書いてください。", "Write text here.")
    return found


def _check_languages(folder: Folder, texts: dict[str, dict[str, str]]) -> None:
    for language in LANGUAGES[1:]:
        document = folder.document(f"texts/{language}.yaml")
        for key in sorted(texts["ja"].keys() ^ texts[language].keys()):
            if key in texts["ja"]:
                ja = f"「{key}」の訳がありません（ja.yaml にはあります）。"
                document.refuse((), ja, f"“{key}” of ja.yaml is missing here.")
            else:
                ja = f"「{key}」が ja.yaml にありません。"
                document.refuse((key,), ja, f"“{key}” is not in ja.yaml.")


def _phrases(folder: Folder) -> dict[str, dict[str, str]]:
    document = folder.document(PHRASES)
    found: dict[str, dict[str, str]] = {}
    entries = document.data if isinstance(document.data, dict) else {}
    for japanese, words in entries.items():
        given = words if isinstance(words, dict) else {"": words}
        if set(given) <= WORDINGS and all(isinstance(w, str) for w in given.values()):
            found[japanese] = {key: str(word) for key, word in given.items()}
        else:
            ja = "ja、easy、en（タブレットの確認画面は pt も）の言い回しを文字で書いてください。"
            en = "Write the wording under ja, easy and en (pt for the screen on the tablet)."
            document.refuse((japanese,), ja, en)
    return found
