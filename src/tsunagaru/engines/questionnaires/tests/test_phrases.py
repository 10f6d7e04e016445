import ast
import re
from pathlib import Path

import pytest

from tsunagaru.engines import questionnaires
from tsunagaru.ground.ui.phrases import catalogue

HOME = Path(questionnaires.__file__).parent
SAYING = re.compile(r'{% say "([^"]+)"')


def sentences():
    for file in sorted(
        [*HOME.glob("rules/*.py"), *HOME.glob("queries/*.py"), *HOME.glob("views/*.py")]
    ):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                value = node.value.value
                if isinstance(value, str) and re.search("[ぁ-ん]", value) and "[" not in value:
                    yield value
    for file in sorted(HOME.glob("templates/**/*.html")):
        yield from SAYING.findall(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sentence", sorted(set(sentences())))
def test_every_sentence_is_translated(sentence):
    phrase = catalogue()[sentence]
    names = re.findall(r"\{[a-z]+\}", sentence)
    for language in ("easy", "en"):
        assert all(name in phrase[language] for name in names)
