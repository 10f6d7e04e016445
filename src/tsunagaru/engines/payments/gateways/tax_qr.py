"""地方税統一QR (eL-QR): a payload whose layout is a file of the town, never ours.

The layout of the code is laid down by 地方税共同機構 and handed to municipalities. A town that has
it writes it down in ``payments.yaml``; without it no code is made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MISSING = "様式が登録されていません"


class CannotMakeCode(Exception):
    """There is no layout, or a value does not fit it (QRコードを作れません)."""

    def __init__(self, sentence: str = MISSING) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Piece:
    """One field of the payload (項目).

    Args:
        source: ``number``, ``amount_yen``, ``due_on`` (YYYYMMDD) or ``kind``; empty for a constant.
        constant: the text itself.
        width: signs; 0 for as many as there are.
        pad: what fills up, ``0`` on the left, a blank on the right.
    """

    source: str = ""
    constant: str = ""
    width: int = 0
    pad: str = "0"


def payload(layout: Sequence[Piece], values: Mapping[str, str]) -> str:
    """Return the text of a code by the town's layout (QRの内容).

    Raises:
        CannotMakeCode: no layout, or a value is too long for its field.
    """
    if not layout:
        raise CannotMakeCode
    return "".join(_write(piece, values) for piece in layout)


def _write(piece: Piece, values: Mapping[str, str]) -> str:
    text = piece.constant or values.get(piece.source, "")
    if not piece.width:
        return text
    if len(text) > piece.width:
        raise CannotMakeCode(f"「{piece.source}」が様式の桁数（{piece.width}桁）を超えています。")
    if piece.pad == "0":
        return text.rjust(piece.width, "0")
    return text.ljust(piece.width, piece.pad)
