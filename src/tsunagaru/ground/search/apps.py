"""Django app definition of the search."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the search with Django."""

    name = "tsunagaru.ground.search"
    label = "search"
    verbose_name = "検索"
