"""Pictures of a walk (途中の画面): taken into the folder ``SHOTS`` names, if it names one."""

import os
from pathlib import Path

from playwright.sync_api import Page


def shot(page: Page, name: str) -> None:
    """Take a picture of the whole page, on a phone's width and on a desk's."""
    if not (where := os.environ.get("SHOTS")):
        return
    was = page.viewport_size
    for width, height in ((360, 740), (1280, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=Path(where) / f"{name}-{width}.png", full_page=True)
    if was:
        page.set_viewport_size(was)
