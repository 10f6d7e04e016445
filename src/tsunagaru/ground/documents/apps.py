"""Django app definition of the documents."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the documents with Django."""

    name = "tsunagaru.ground.documents"
    label = "documents"
