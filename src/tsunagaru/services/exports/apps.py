"""Django app definition of exports."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers exports with Django."""

    name = "tsunagaru.services.exports"
    label = "exports"
    verbose_name = "書き出し"
