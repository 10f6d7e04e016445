"""Django app definition of applications."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers applications with Django."""

    name = "tsunagaru.engines.applications"
    label = "applications"
    verbose_name = "申請"
