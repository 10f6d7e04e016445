"""The ``tsunagaru`` command (コマンド)."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one of the town's commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
    execute_from_command_line(sys.argv)
