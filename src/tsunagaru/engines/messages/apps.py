"""Django app definition of messages."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers messages with Django."""

    name = "tsunagaru.engines.messages"
    label = "messaging"  # Django has a "messages" of its own
