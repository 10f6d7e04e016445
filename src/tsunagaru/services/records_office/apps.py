"""Django app definition of the records office."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the records office with Django."""

    name = "tsunagaru.services.records_office"
    label = "records_office"
