"""Writing SVG (図の書き出し): escaped, with classes, a title and a description."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from tsunagaru.ground.ui.charts.values import plain


@dataclass(frozen=True)
class Frame:
    """What surrounds a drawing: size in units, the texts for those who cannot see it."""

    width: float
    height: float
    title: str
    description: str
    css_class: str = "chart-drawing"


def drawing(frame: Frame, parts: Iterable[SafeString], key: str) -> SafeString:
    """Return a whole SVG.

    Args:
        frame: size and texts.
        parts: what is drawn.
        key: tells drawings on one page apart; ids are made from it.
    """
    name = f"drawing-{crc32(key.encode('utf-8', 'replace')):08x}"
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-text">'
        '<title id="{}-title">{}</title><desc id="{}-text">{}</desc>{}</svg>',
        frame.css_class,
        frame.width,
        frame.height,
        name,
        name,
        name,
        plain(frame.title),
        name,
        plain(frame.description),
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def rule(css_class: str, start: tuple[float, float], end: tuple[float, float]) -> SafeString:
    """Return a straight line."""
    return format_html(
        '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', css_class, *start, *end
    )


def words(text: str, x: float, y: float, anchor: str = "start") -> SafeString:
    """Return a text; ``anchor`` is start, middle or end."""
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        round(x, 2),
        round(y, 2),
        anchor,
        plain(text),
    )


def box(css_class: str, x: float, y: float, width: float, height: float) -> SafeString:
    """Return a rectangle."""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        css_class,
        round(x, 2),
        round(y, 2),
        round(width, 2),
        round(height, 2),
    )


def dot(css_class: str, x: float, y: float, radius: float = 4) -> SafeString:
    """Return a small circle."""
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', css_class, x, y, radius)


def path(css_class: str, points: Iterable[tuple[float, float]]) -> SafeString:
    """Return a line through points."""
    joined = " ".join(f"{x},{y}" for x, y in points)
    return format_html('<polyline class="{}" points="{}"/>', css_class, joined)
