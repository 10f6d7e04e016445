"""Django app definition of community."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers community with Django."""

    name = "tsunagaru.services.community"
    label = "community"
    verbose_name = "地域活動"
