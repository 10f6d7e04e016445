"""Runs the town's commands: ``python -m tsunagaru.conf COMMAND``."""

from tsunagaru.conf.main import main

main()
