"""Django app definition of bookings."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers bookings with Django."""

    name = "tsunagaru.engines.bookings"
    label = "bookings"
