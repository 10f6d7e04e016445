"""What every template knows (共通の文脈)."""

from collections.abc import Mapping
from functools import partial

from django.http import HttpRequest

from tsunagaru.ground.ui import navigation, town
from tsunagaru.ground.ui.language import SIZES, THEMES, html_language
from tsunagaru.ground.ui.phrases import JAPANESE
from tsunagaru.kernel import clock
from tsunagaru.kernel.banners import Banner
from tsunagaru.kernel.offers import installed


def page(request: HttpRequest) -> Mapping[str, object]:
    """Give templates the language, text size, theme, town, navigation, actor and current path."""
    language = getattr(request, "language", JAPANESE)
    actor = getattr(request, "actor", None)
    return {
        "language": language,
        "html_language": html_language(language),
        "text_size": getattr(request, "text_size", SIZES[0]),
        "theme": getattr(request, "theme", THEMES[0]),
        "town": town.current(),
        "navigation": navigation.for_actor(actor),
        "actor": actor,
        "path": request.path,
        "full_path": request.get_full_path(),
        "banners": partial(banners, language),
    }


def banners(language: str) -> list[Banner]:
    """Return what stands above every page for residents (緊急の表示); read when it is drawn."""
    readers = [offers.banners for offers in installed() if offers.banners]
    return [banner for read in readers for banner in read(language, clock.now())]
