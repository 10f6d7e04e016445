"""Making documents (書類の作成)."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import segno
from pydantic import ValidationError

from tsunagaru.ground.documents.gateways import fonts, typesetting
from tsunagaru.ground.documents.rules import characters, parts, sheets

log = logging.getLogger(__name__)
LANGUAGE_TAGS = {"ja": "ja", "ja-easy": "ja", "en": "en"}


class CannotRender(Exception):
    """The document cannot be made (作成できません).

    Args:
        sentence: why, in Japanese, for the person at the screen.
        missing: characters without a glyph, if these are the reason.
    """

    def __init__(self, sentence: str, missing: frozenset[str] = frozenset()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.missing = missing


def fonts_ready() -> None:
    """Check at start-up that Japanese can be set (フォントの確認).

    Raises:
        CannotRender: there is no Japanese font.
    """
    if not fonts.fonts().has("髙") or not fonts.fonts().has("𠮷"):
        raise CannotRender(
            "日本語のフォントが見つかりません。パッケージ noto-cjk-sans-jp-regular と "
            "noto-cjk-sans-jp-bold を入れてから、もう一度起動してください。"
        )


def missing_glyphs(texts: Iterable[str], *, exact: bool = False) -> set[str]:
    """Return the characters of some texts that no font can set (表示できない文字)."""
    return characters.missing_in(map(characters.clean, texts), fonts.fonts(), exact=exact)


def render(
    template: str,
    data: Mapping[str, Any],
    *,
    at: datetime,
    language: str = "ja",
    substitute: bool = False,
) -> bytes:
    """Make a document as tagged, archivable PDF (PDF/UA-1, PDF/A-2a).

    Args:
        template: a name in ``rules.sheets.SHEETS``.
        data: the fields of that sheet, as JSON or Python values.
        at: time written into the file; equal data and time give equal bytes.
        language: ``ja``, ``ja-easy`` or ``en``; legal acts and forms stay Japanese.
        substitute: print 〓 for characters without a glyph instead of refusing, with a note.

    Raises:
        CannotRender: unknown template, wrong data, or characters without a glyph.
    """
    sheet = _prepare(template, data, language=language, substitute=substitute)
    with _told_plainly():
        return typesetting.set_pdf(template, sheet, at=at)


def picture(
    template: str, data: Mapping[str, Any], *, at: datetime, language: str = "ja", ppi: float = 96
) -> list[bytes]:
    """Make a preview of a document, one PNG a page (見本).

    Raises:
        CannotRender: unknown template, wrong data, or characters without a glyph.
    """
    sheet = _prepare(template, data, language=language, substitute=False)
    with _told_plainly():
        return typesetting.set_pictures(template, sheet, at=at, ppi=ppi)


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except typesetting.CannotSet as failure:
        log.exception("typesetting failed")
        raise CannotRender(
            "書類を作れませんでした。しばらくしてから、もう一度開いてください。"
        ) from failure


def _prepare(
    template: str, data: Mapping[str, Any], *, language: str, substitute: bool
) -> dict[str, Any]:
    """Check the data and return what the template reads."""
    fonts_ready()
    read = _read(template, data)
    language = language if template in sheets.TRILINGUAL else "ja"
    shown: dict[str, Any] = characters.map_texts(
        sheets.present(read.model_dump(), language), characters.clean
    )
    exact = template in sheets.EXACT
    missing = characters.missing_in(
        characters.texts_of(shown), fonts.fonts(), exact=exact and not substitute
    )
    if missing and not substitute:
        raise CannotRender(_name(missing), frozenset(missing))
    if missing:
        shown = characters.map_texts(shown, lambda t: characters.stand_in(t, fonts.fonts()))
    code = getattr(read, "code", None)
    return shown | {
        "lang": LANGUAGE_TAGS.get(language, "ja"),
        "tone": language,
        "substituted": bool(missing),
        "modules": _modules(code.address) if code else [],
    }


def _read(template: str, data: Mapping[str, Any]) -> parts.Part:
    try:
        return sheets.SHEETS[template].model_validate(dict(data))
    except KeyError:
        raise CannotRender(f"「{template}」という様式はありません。") from None
    except ValidationError as error:
        places = "、".join(".".join(map(str, e["loc"])) for e in error.errors()[:5])
        raise CannotRender(f"様式「{template}」の項目が正しくありません：{places}") from error


def _name(missing: set[str]) -> str:
    """Return the sentence that names the characters without a glyph."""
    shown = "、".join(
        f"「{sign}」（{'+'.join(f'U+{ord(part):04X}' for part in sign)}）"
        for sign in sorted(missing)[:10]
    )
    more = f"ほか{len(missing) - 10}字" if len(missing) > 10 else ""  # noqa: PLR2004 - as cut above
    return (
        f"次の文字を印刷できるフォントがないため、書類を作れません：{shown}{more}。"
        "IPAmj明朝などのフォントを入れるか、別の字で入力してください。"
    )


def _modules(address: str) -> list[str]:
    """Return the rows of a QR code as texts of 0 and 1 (二次元コード)."""
    code = segno.make(address, error="m", micro=False)
    return ["".join(map(str, row)) for row in code.matrix]
