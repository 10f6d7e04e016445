"""All addresses (URL). Packages keep theirs in their own ``urls.py``."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path

from tsunagaru.conf.health import healthz
from tsunagaru.conf.packages import PACKAGES, exists


def _of_packages() -> list[URLPattern | URLResolver]:
    """Return the addresses of every package that has some; ``PREFIX`` names their place."""
    found: list[URLPattern | URLResolver] = []
    for package in PACKAGES:
        if exists(package, "urls"):
            module = import_module(f"tsunagaru.{package}.urls")
            found.append(path(module.PREFIX, include(module)))
    return found


urlpatterns: list[URLPattern | URLResolver] = [path("healthz", healthz), *_of_packages()]
handler400 = "tsunagaru.ground.ui.views.errors.bad_request"
handler403 = "tsunagaru.ground.ui.views.errors.forbidden"
handler404 = "tsunagaru.ground.ui.views.errors.not_found"
handler500 = "tsunagaru.ground.ui.views.errors.server_error"
