"""What the town's commands share (コマンドの共通部分)."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, SystemCheckError

CALLED = "_called_from_command_line"  # Django's own mark


class TownCommand(BaseCommand):
    """A command whose refusal is a plain sentence (コマンド), without a class's name before it."""

    def execute(self, *args: Any, **options: Any) -> str | None:  # noqa: ANN401 - Django's signature
        """Run; on the command line a refusal ends the program with its sentence.

        Raises:
            CommandError: called from a program, or a trace was asked for.
        """
        try:
            return super().execute(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as error:
            if options.get("traceback") or not getattr(self, CALLED, False):
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)
