"""Cash at a counter (現金): change and counting."""

from collections.abc import Mapping

DENOMINATIONS = (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1)
NOTES = frozenset({10000, 5000, 2000, 1000})
MOST_PIECES = 100_000


class CannotTakeSoLittle(ValueError):
    """Less was handed over than is to be paid (お預かりが足りません)."""

    def __init__(self, missing_yen: int) -> None:
        super().__init__(str(missing_yen))
        self.missing_yen = missing_yen


def change_of(amount_yen: int, tendered_yen: int) -> int:
    """Return the change (おつり).

    Raises:
        CannotTakeSoLittle: the money handed over is not enough.
    """
    if tendered_yen < amount_yen:
        raise CannotTakeSoLittle(amount_yen - tendered_yen)
    return tendered_yen - amount_yen


def pieces_of(amount_yen: int) -> dict[int, int]:
    """Return the fewest notes and coins for an amount (おつりの内訳); no 2,000-yen notes."""
    found = {}
    for value in DENOMINATIONS:
        if value != 2000 and amount_yen >= value:  # noqa: PLR2004 - hardly any drawer has them
            found[value], amount_yen = divmod(amount_yen, value)
    return found


def total_of(counted: Mapping[int, int]) -> int:
    """Return what counted notes and coins are worth (計数の合計)."""
    return sum(value * pieces for value, pieces in counted.items())


def beside_books(yen_over: int) -> str:
    """Return how a count stands beside the books, in words (過不足)."""
    if not yen_over:
        return "なし"
    way = "多い" if yen_over > 0 else "少ない"
    return f"帳簿より{abs(yen_over):,}円{way}"
