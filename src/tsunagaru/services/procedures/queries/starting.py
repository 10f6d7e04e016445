"""What a new procedure can begin from (新しい手続きのもと): a blank form, or another procedure."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.folder.editing import as_written, open_text, write_back

FILE = Path(__file__).parents[1] / "starting.yaml"


@cache
def starting() -> CommentedMap:
    """Return the blank form, the sentences about fees, and the appeal notice (ひな形).

    The file belongs to the program: it is read once, and nobody changes what is returned.
    """
    return open_text(FILE.read_text(encoding="utf-8"))


@cache
def _blank() -> str:
    return write_back(starting()["form"])


def appeal() -> list[Any]:
    """Return the paragraphs of the appeal notice with the town's name (教示)."""
    town = places.town()
    names = {"{town}": town.name.ja if town else "町", "{town_en}": town.name.en if town else ""}
    found = []
    for words in starting()["appeal"]:
        paragraph = CommentedMap()
        for language, text in words.items():
            for mark, name in names.items():
                text = text.replace(mark, name)  # noqa: PLW2901 - one mark after the other
            paragraph[language] = as_written(text)
        found.append(paragraph)
    return found


def text_to_start(source: str) -> str:
    """Return the YAML that a new procedure begins with (はじめの内容).

    Args:
        source: code of the procedure to copy; empty for the blank form.

    Raises:
        CannotFind: there is no such procedure in force.
    """
    if not source:
        return _blank()
    tree = open_text(applications.version_in_force(source).text)
    tree["seal"].pop("decided_on", None)
    return write_back(tree)
