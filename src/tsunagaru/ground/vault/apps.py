"""Django app definition of the vault."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the vault with Django."""

    name = "tsunagaru.ground.vault"
    label = "vault"
