"""Django app definition of the intake."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the intake with Django."""

    name = "tsunagaru.services.intake"
    label = "intake"
    verbose_name = "国のポータルからの取込み"
