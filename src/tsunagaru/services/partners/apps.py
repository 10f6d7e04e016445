"""Django app definition of partners."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers partners with Django."""

    name = "tsunagaru.services.partners"
    label = "partners"
    verbose_name = "連携先"
