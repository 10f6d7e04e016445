"""Django app definition of the plan."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the plan with Django."""

    name = "tsunagaru.plan"
    label = "plan"
    verbose_name = "計画"
