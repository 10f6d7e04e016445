"""Django app definition of payments."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers payments with Django."""

    name = "tsunagaru.engines.payments"
    label = "payments"
