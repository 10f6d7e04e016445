"""Runs the town's commands from a checkout, as ``tsunagaru`` does when installed."""

import sys

sys.path.insert(0, "src")

from tsunagaru.conf.main import main

if __name__ == "__main__":
    main()
