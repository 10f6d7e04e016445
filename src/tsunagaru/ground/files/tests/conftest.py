"""Every test of files has a data folder of its own."""

import pytest


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    """Put sealed contents into a folder that goes with the test."""
    settings.TSUNAGARU_HOME = tmp_path
    return tmp_path
