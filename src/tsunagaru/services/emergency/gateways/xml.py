"""Reading XML from outside (外から届くXML): nothing in it can reach files, network or memory.

Refused before anything is parsed: too many bytes, other encodings than UTF-8, any document type
or entity. Refused while parsing: depth, number of elements and attributes, length of a value.
"""

import re
from typing import Any

from lxml import etree

MOST_BYTES = 8_000_000
MOST_DEPTH, MOST_ELEMENTS, MOST_ATTRIBUTES = 40, 200_000, 40
LONGEST_ATTRIBUTE, LONGEST_TEXT = 10_000, 1_000_000
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]*)["']""")
TOO_MANY = "入れ子が深すぎるか、要素が多すぎます。"
_MARK = b"\xef\xbb\xbf"
_HARMLESS = (("<!--", "-->"), ("<![CDATA[", "]]>"))


class CannotRead(Exception):
    """The document is refused (読めません). The sentence says why, in Japanese."""


def read_xml(raw: bytes) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the root of a document, or refuse it.

    Raises:
        CannotRead: it is too large, in another encoding, has a document type, or is no XML.
    """
    text = _as_text(raw)
    if _declares(text):
        raise CannotRead("文書型宣言（DTD）や実体の定義を含むXMLは受け取りません。")
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise CannotRead(TOO_MANY)
    root = _parse(text)
    _check_shape(root)
    return root


def _as_text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise CannotRead(f"大きすぎます（{MOST_BYTES // 1_000_000}MBまで）。")
    raw = raw.removeprefix(_MARK)
    declared = _DECLARED.match(raw)
    if declared and declared[1].lower() not in {b"utf-8", b"utf8"}:
        name = declared[1].decode("ascii")
        raise CannotRead(f"文字コードがUTF-8ではありません（{name}）。")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise CannotRead("文字コードがUTF-8ではありません。") from None
    if "\0" in text:
        raise CannotRead("文字コードがUTF-8ではありません。")
    if not text.strip():
        raise CannotRead("中身がありません。")
    return text


def _declares(text: str) -> bool:
    """Tell whether there is any ``<!`` but comments and CDATA, the only ones a telegram may hold.

    One pass: what is not closed to the end is broken anyway.
    """
    at = text.find("<!")
    while at >= 0:
        end = next((closed for begun, closed in _HARMLESS if text.startswith(begun, at)), None)
        if end is None:
            return True
        closed = text.find(end, at)
        if closed < 0:
            return True
        at = text.find("<!", closed)
    return False


def _parse(text: str) -> Any:  # noqa: ANN401 - lxml has no types
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    body = re.sub(r"^\s*<\?xml.*?\?>", "", text, count=1, flags=re.DOTALL)
    try:
        return etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise CannotRead(f"XMLとして読めません（{line}行目付近）。") from None


def _check_shape(root: Any) -> None:  # noqa: ANN401 - lxml has no types
    depth = 0
    seen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth, seen = depth + 1, seen + 1
        if depth > MOST_DEPTH or seen > MOST_ELEMENTS:
            raise CannotRead(TOO_MANY)
        if len(element.attrib) > MOST_ATTRIBUTES:
            raise CannotRead("属性が多すぎます。")
        if any(len(value) > LONGEST_ATTRIBUTE for value in element.attrib.values()):
            raise CannotRead("属性が長すぎます。")
        if len(element.text or "") > LONGEST_TEXT:
            raise CannotRead("文が長すぎます。")
