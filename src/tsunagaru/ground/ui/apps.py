"""Django app definition of the page parts."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the shared templates, tags and styles with Django."""

    name = "tsunagaru.ground.ui"
    label = "ui"
    verbose_name = "画面部品"
