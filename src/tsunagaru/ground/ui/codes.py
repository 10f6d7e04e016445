"""Two-dimensional codes on pages (二次元コード)."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULE_PX = 5


def qr_svg(text: str) -> SafeString:
    """Return a QR code as SVG, black on white in every colour scheme (QRコード)."""
    code = segno.make(text, error="m", micro=False)
    drawn = code.svg_inline(scale=MODULE_PX, dark="#000", light="#fff", border=4)
    return mark_safe(drawn)  # noqa: S308 - made of squares only; the text is not in it
