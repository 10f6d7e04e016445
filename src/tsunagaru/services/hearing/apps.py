"""Django app definition of public hearing."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers public hearing with Django."""

    name = "tsunagaru.services.hearing"
    label = "hearing"
    verbose_name = "広聴"
