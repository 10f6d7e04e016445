"""The code on a voting slip (投票券の番号)."""

# Neither 0/O, 1/I/L, 2/Z, 5/S, 8/B nor U/V can be mistaken for another here.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
LENGTH, GROUP = 12, 4


def code_from(digest: bytes) -> str:
    """Return a code of twelve letters from a digest; each letter is as likely as any other."""
    number = int.from_bytes(digest, "big")
    signs = []
    for _ in range(LENGTH):
        number, one = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[one])
    return "".join(signs)


def read_code(text: str) -> str:
    """Return a code as it is compared, however it was typed in half width (表記のゆれ)."""
    return "".join(sign for sign in text.upper() if sign in ALPHABET)


def shown_code(code: str) -> str:
    """Return a code in groups of four, as it stands on paper."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
