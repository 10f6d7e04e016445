"""Accounts at Japan Post Bank (ゆうちょ銀行の記号・番号), and what other banks call them.

Source:
    ゆうちょ銀行「記号・番号から振込用の店名・預金種目・口座番号への変換の公式」: a mark that begins
    with 1 gives its second and third digit and an 8, and the number loses the 1 at its end; one
    that begins with 0 gives them and a 9, an account of the kind 当座, and the whole number.
    A single digit printed between the two is left out.
    For files of debits the same digits of the number are used; as the shop some guides to
    accounting software name the mark's three digits in the middle. Not confirmed with the bank,
    therefore a setting of the town (``postal_branch``). Not confirmed either: how the mark's fourth
    digit is worked out, so that it is not checked, and whether a number can be told that belongs
    to a savings account of the kind 貯蓄, which is treated as 普通.
"""

from dataclasses import dataclass

POSTAL_BANK, POSTAL_NAME = "9900", "ユウチョ"
ORDINARY, CURRENT = "1", "2"
READINGS = ("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
MARK, NUMBER = "mark", "postal_number"
MARK_DIGITS, MOST_DIGITS, ACCOUNT_DIGITS = 5, 8, 7


class CannotConvert(ValueError):
    """A mark or number is none of Japan Post Bank's (記号・番号の誤り).

    Args:
        field: which of the two.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field, self.sentence = field, sentence


@dataclass(frozen=True)
class ShopAccount:
    """An account as other banks write it (振込用の店番・預金種目・口座番号)."""

    shop: str
    kind: str
    account: str

    @property
    def shop_name(self) -> str:
        """Return how the shop's name is read (店名の読み方)."""
        return "".join(READINGS[int(digit)] for digit in self.shop)


def convert(mark: str, number: str) -> ShopAccount:
    """Return what other banks call an account (記号・番号からの変換).

    Args:
        mark: five digits.
        number: up to eight digits.

    Raises:
        CannotConvert: it is no such mark, or no number that belongs to one.
    """
    if len(mark) != MARK_DIGITS or not mark.isdigit() or mark[0] not in "01":
        raise CannotConvert(MARK, "記号は、1か0で始まる5桁の数字を入力してください。")
    if not number.isdigit() or len(number) > MOST_DIGITS or not int(number):
        raise CannotConvert(NUMBER, "番号は、8桁までの数字で入力してください。")
    if mark[0] == "1":
        return ShopAccount(f"{mark[1:3]}8", ORDINARY, _without_end(number))
    if len(number) > ACCOUNT_DIGITS:
        raise CannotConvert(NUMBER, "記号が0で始まるとき、番号は7桁までです。")
    return ShopAccount(f"{mark[1:3]}9", CURRENT, number.zfill(ACCOUNT_DIGITS))


def _without_end(number: str) -> str:
    if len(number) == 1 or not number.endswith("1"):
        raise CannotConvert(
            NUMBER, "記号が1で始まるとき、番号の最後の数字は1です。最後の1まで入力してください。"
        )
    return number[:-1].zfill(ACCOUNT_DIGITS)


def written(mark: str, number: str) -> str:
    """Return a mark and a number as they are kept (記号・番号の記録)."""
    return f"{mark}-{number}"


def parts_of(text: str) -> tuple[str, str]:
    """Return mark and number of what was kept; empty ones of an account elsewhere."""
    mark, _, number = text.partition("-")
    return mark, number


def branch_for_file(text: str, shop: str, *, of_mark: bool) -> str:
    """Return the branch as the file of debits names it (依頼データの支店番号).

    Args:
        of_mark: the mark's three digits in the middle, where the bank wants these.
    """
    mark, _ = parts_of(text)
    return mark[1:4] if mark and of_mark else shop
