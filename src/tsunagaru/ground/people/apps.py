"""Django app definition of people."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers people with Django."""

    name = "tsunagaru.ground.people"
    label = "people"
    verbose_name = "住民・職員"
