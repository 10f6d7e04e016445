"""Django app definition of emergency."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers emergency with Django."""

    name = "tsunagaru.services.emergency"
    label = "emergency"
    verbose_name = "災害時の情報"
