"""Django app definition of places."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers places with Django."""

    name = "tsunagaru.ground.places"
    label = "places"
    verbose_name = "地域"
