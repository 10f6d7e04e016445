"""Django app definition of the portal."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the portal with Django and hangs the signs over the doors."""

    name = "tsunagaru.portal"
    label = "portal"

    def ready(self) -> None:
        """Install the links in every page's header."""
        from tsunagaru.portal.services import install_navigation

        install_navigation()
