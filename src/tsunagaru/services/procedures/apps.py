"""Django app definition of procedures."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers procedures with Django."""

    name = "tsunagaru.services.procedures"
    label = "procedures"
    verbose_name = "手続き"
