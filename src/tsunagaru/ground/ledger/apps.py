"""Django app definition of the ledger."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the ledger with Django."""

    name = "tsunagaru.ground.ledger"
    label = "ledger"
