"""What every template knows (共通の文脈)."""

from collections.abc import Mapping

from django.http import HttpRequest

from tsunagaru.ground.ui import navigation, town
from tsunagaru.ground.ui.language import SIZES, THEMES, html_language
from tsunagaru.ground.ui.phrases import JAPANESE


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
    }
