"""Styles: small, self-contained, and readable in every colour mode."""

import re
from pathlib import Path

import pytest

from tsunagaru.ground.ui import town

STYLES = (Path(town.__file__).parent / "static" / "ui" / "tsunagaru.css").read_text("utf-8")
HOUSE = Path(town.__file__).parents[2]
SHEETS = [path.read_text("utf-8") for path in sorted(HOUSE.rglob("static/**/*.css"))]
LARGEST = 25 * 1024
MODES = {
    "light": ":root {",
    "dark": ':root[data-theme="dark"] {',
    "automatic dark": ':root[data-theme="auto"] {',
    "high contrast": ':root[data-theme="contrast"] {',
}
COLOUR = r"(--[a-z0-9-]+|color|background): #[0-9a-f]{3,6}|color-scheme: (light|dark)"
TEXTS = [
    *(("bg", ink) for ink in ("text", "muted", "key", "key-strong", "visited", "error")),
    *(("bg", ink) for ink in ("success", "warning", "policy-1", "policy-2", "policy-3")),
    *(("surface", ink) for ink in ("text", "muted", "key", "visited")),
    *(("key-soft", ink) for ink in ("text", "key", "key-strong", "visited")),
    *((f"{kind}-soft", ink) for kind in ("success", "warning", "error") for ink in ("text", kind)),
    ("key", "on-key"),
    ("error", "bg"),
]
SHAPES = [("bg", "border"), ("bg", "key"), ("surface", "border"), ("bg", "error"), ("bg", "focus")]


def colours_of(mode):
    block = STYLES[STYLES.index(MODES[mode]) :].split("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", MODES)
def test_text_is_readable_in_every_mode(mode):
    colours = colours_of(mode)
    poor = {
        (ground, ink): round(contrast(colours[ground], colours[ink]), 2)
        for ground, ink in TEXTS
        if contrast(colours[ground], colours[ink]) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("mode", MODES)
def test_edges_and_focus_are_visible_in_every_mode(mode):
    colours = colours_of(mode)
    assert [p for p in SHAPES if contrast(colours[p[0]], colours[p[1]]) < 3] == []


def test_dark_is_the_same_whether_chosen_or_automatic():
    assert colours_of("dark") == colours_of("automatic dark")


def test_a_scheme_or_theme_changes_nothing_but_colours():
    """So a page has the same parts, at the same places, with the same names, in each of them."""
    on_screens = "".join(sheet.split("@media print")[0] for sheet in SHEETS)
    bare = re.sub(r"/\*.*?\*/", "", on_screens, flags=re.DOTALL)
    chosen = re.findall(r"[^{}]*(?:data-theme|prefers-color-scheme)[^{}]*{([^{}]*)}", bare)
    told = {line.strip() for block in chosen for line in block.split(";") if line.strip()}
    assert len(chosen) >= 3
    assert {one for one in told if not re.fullmatch(COLOUR, one)} == set()


def test_the_styles_are_small_and_load_nothing():
    assert len(STYLES.encode()) <= LARGEST
    assert "url(" not in STYLES
    assert "@import" not in STYLES
