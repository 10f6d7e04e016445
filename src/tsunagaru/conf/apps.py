"""Loads offers and reactions, and sets the clock, when Django starts."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class Config(AppConfig):
    """The composition root as a Django app, last in the list."""

    name = "tsunagaru.conf"
    label = "conf"

    def ready(self) -> None:
        """Install every package's offers; wire events to reactions, names to the trail."""
        from tsunagaru.conf import naming, packages, reactions
        from tsunagaru.kernel import clock

        clock.run_ahead(timedelta(seconds=settings.TSUNAGARU_CLOCK_AHEAD_S))
        packages.install_offers()
        reactions.wire()
        naming.install()
