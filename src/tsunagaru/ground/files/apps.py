"""Django app definition of the files."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the files with Django."""

    name = "tsunagaru.ground.files"
    label = "files"
    verbose_name = "添付ファイル"
