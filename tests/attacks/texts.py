"""What attackers and accidents put into boxes (悪意のある文字列), as the bytes of a form."""

from urllib.parse import quote_plus

from tsunagaru.kernel import individual_number

SCRIPT = "<script>alert(1)</script>"
QUOTED = "\"'><img src=x onerror=alert(2)>"
TEMPLATE = "{{7*7}}{% load x %}${7*7}#{7*7}{0.__class__}"
TYPST = '#panic("x") #read("/etc/passwd") $ * _ @ref <label>'
UNSAFE = f"{SCRIPT}{QUOTED}"
TEXTS: dict[str, str] = {
    "nul": "小\x00山",
    "controls": "小\x01\x07\x08\x0b\x0c\x1b[31m\x7f\x85山",
    "beyond_the_plane": "𠮷野家 𩸽 🧑‍🧑‍🧒 葛󠄀城",
    "half_width_kana": "ﾊﾅｺ ｶﾞｷﾞ",
    "right_to_left": "小\u202e山\u2066花子\u200f",
    "noncharacters": "\ufffe\uffff\U0010ffff\ue000\ufeff",
    "combining": "が" + "\u3099" * 300,
    "sql": "'; DROP TABLE people_resident; -- \" OR 1=1 %s %(x)s",
    "template": TEMPLATE,
    "html": UNSAFE,
    "header": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
    "path": "../../../../etc/passwd%00.pdf",
    "formula": "=cmd|' /C calc'!A0",
    "number": "9" * 5000,
    "exponent": "1e999999999",
    "not_a_number": "NaN",
    "negative": "-99999999999999999999",
    "long": "あ" * 60_000,
    "spaces": " \u3000\t\u00a0\u200b",
    "json": '{"$ne": null, "__proto__": {"is_staff": true}}',
}
BYTES: dict[str, str] = {
    "invalid_utf8": "%FF%FE%80",
    "lone_surrogate": "%ED%A0%80%ED%B0%80",
    "overlong": "%C0%AF%C0%AE",
    "broken_percent": "%zz%u0041%",
    "shift_jis": "%8F%AC%8ER",
}
ENCODED: dict[str, str] = {**{k: quote_plus(v) for k, v in TEXTS.items()}, **BYTES}


def individual(first: int = 10_203_040_506) -> str:
    """Return a made-up number of twelve digits with the right check digit (個人番号の形)."""
    digits = f"{first:011d}"
    return next(
        digits + str(last) for last in range(10) if individual_number.contains(f"{digits}{last}")
    )
