import re
from pathlib import Path

import pytest

from tsunagaru.engines.questionnaires.api import read_questionnaire
from tsunagaru.engines.questionnaires.testing import KINDS
from tsunagaru.kernel.folder.reader import read_yaml

GUIDE = Path(__file__).parents[5] / "docs" / "forms.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def read(example):
    document = read_yaml("forms.md", example.encode())
    assert not document.problems
    assert isinstance(document.data, dict)
    return read_questionnaire(document.data)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_guide_is_a_form(example):
    assert read(example).pages


def test_the_guide_shows_every_kind():
    shown = {field.kind for example in EXAMPLES for _, field in read(example).placed()}
    assert shown == set(KINDS)
