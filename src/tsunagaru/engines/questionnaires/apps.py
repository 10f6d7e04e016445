"""Django app definition of the questionnaires."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the questionnaires with Django."""

    name = "tsunagaru.engines.questionnaires"
    label = "questionnaires"
    verbose_name = "様式"
