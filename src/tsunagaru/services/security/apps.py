"""Django app definition of security."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers security with Django."""

    name = "tsunagaru.services.security"
    label = "security"
