"""Runs the town's commands from a checkout, as ``tsunagaru`` does when installed."""

import sys

sys.path.insert(0, "src")

from tsunagaru.conf.main import main  # noqa: E402 - the path must stand first

if __name__ == "__main__":
    main()
