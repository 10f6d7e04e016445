"""Loads offers and reactions when Django starts."""

from django.apps import AppConfig


class Config(AppConfig):
    """The composition root as a Django app, last in the list."""

    name = "tsunagaru.conf"
    label = "conf"

    def ready(self) -> None:
        """Install every package's offers and wire events to reactions, names to the trail."""
        from tsunagaru.conf import naming, packages, reactions

        packages.install_offers()
        reactions.wire()
        naming.install()
