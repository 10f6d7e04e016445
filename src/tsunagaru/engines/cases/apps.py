"""Django app definition of cases."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers cases with Django."""

    name = "tsunagaru.engines.cases"
    label = "cases"
