"""Django app definition of the counter."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the counter with Django."""

    name = "tsunagaru.services.counter"
    label = "counter"
