"""Tsunagaru (つながる): a town's digital services and the plan that steers them."""

__version__ = "0.1.0"
