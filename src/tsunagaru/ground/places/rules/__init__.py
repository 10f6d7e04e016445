"""Rules of places (地域の規則)."""

WEIGHTS = (6, 5, 4, 3, 2)
MODULUS = 11


def check_digit(code: str) -> str:
    """Return the sixth digit of a municipality's five-digit code (検査数字).

    Source:
        総務省「全国地方公共団体コード仕様」.
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, WEIGHTS, strict=True))
    return str(MODULUS - total % MODULUS)[-1]
