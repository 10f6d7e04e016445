"""The ``tsunagaru`` command (コマンド)."""

import os
import sys

from tsunagaru.conf import mark, starting


def main() -> None:
    """Run one of the town's commands; a town that is ready starts without loading Django here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tsunagaru.conf.settings")
    if sys.argv[1:2] == ["up"]:
        options = starting.parse(sys.argv[2:])
        if not options.prepare_only and (refusal := starting.cannot_listen()):
            sys.exit(refusal)
        if done := mark.ready():
            if not options.prepare_only:
                starting.run(done, web=options.web, workers=options.workers)
            return
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - takes a second

    execute_from_command_line(sys.argv)
