"""Django app definition of shelters."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers shelters with Django."""

    name = "tsunagaru.services.shelters"
    label = "shelters"
    verbose_name = "避難所"
