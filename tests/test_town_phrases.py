"""A town's own words stand in three languages wherever a public page shows them (町の言葉の訳)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tsunagaru.ground.ui.phrases import catalogue

TOWNS = Path(__file__).resolve().parent.parent / "towns"
OF_INDICATORS = (
    "name",
    "definition",
    "formula_words",
    "numerator",
    "denominator",
    "unit",
    "note",
    "source",
)
BOTH = pytest.mark.parametrize("name", ["oyama", "minimal"])


def read(path: Path) -> object:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def strings(value: object, keys: tuple[str, ...]) -> Iterator[str]:
    """Yield every text that stands under one of the keys, alone or in a list."""
    if isinstance(value, list):
        for item in value:
            yield from strings(item, keys)
    if isinstance(value, dict):
        for key, item in value.items():
            if key in keys:
                yield from [item] if isinstance(item, str) else ()
                yield from [i for i in item if isinstance(i, str)] if isinstance(item, list) else ()
            if key != "source":
                yield from strings(item, keys)


def trilingual(value: object) -> Iterator[dict[str, object]]:
    """Yield every mapping that says something in Japanese."""
    if isinstance(value, list):
        for item in value:
            yield from trilingual(item)
    if isinstance(value, dict):
        if isinstance(value.get("ja"), str):
            yield value
        for item in value.values():
            yield from trilingual(item)


def untranslated(name: str, texts: Iterator[str]) -> list[str]:
    file = TOWNS / name / "texts" / "phrases.yaml"
    town = read(file)
    assert isinstance(town, dict)
    said = {**catalogue(), **town}
    return [
        text
        for text in texts
        if not {"easy", "en"} <= {k for k, v in said.get(text, {}).items() if v}
    ]


@BOTH
def test_every_word_of_an_indicator_is_said_in_plain_japanese_and_english(name):
    indicators = read(TOWNS / name / "indicators.yaml")
    assert untranslated(name, strings(indicators, OF_INDICATORS)) == []


@BOTH
def test_the_policies_and_their_measures_are_said_in_plain_japanese_and_english(name):
    policies = read(TOWNS / name / "plan" / "policies.yaml")
    keys = ("title", "text", "short", "summary", "examples")
    assert untranslated(name, strings(policies, keys)) == []


@BOTH
def test_the_initiatives_are_said_in_plain_japanese_and_english(name):
    initiatives = read(TOWNS / name / "plan" / "initiatives.yaml")
    assert untranslated(name, strings(initiatives, ("title", "text"))) == []


@BOTH
def test_the_sections_are_named_in_plain_japanese_and_english(name):
    organisation = read(TOWNS / name / "organisation.yaml")
    assert isinstance(organisation, dict)
    names = [section["name"] for section in organisation["sections"]]
    assert names
    assert untranslated(name, iter(names)) == []


@pytest.mark.parametrize(
    "path",
    sorted([*TOWNS.glob("*/procedures/*.yaml"), *TOWNS.glob("*/life_events.yaml")]),
    ids=lambda path: path.stem,
)
def test_a_procedure_says_everything_in_three_languages(path):
    said = list(trilingual(read(path)))
    assert said
    assert [text["ja"] for text in said if not (text.get("easy") and text.get("en"))] == []


@BOTH
def test_the_towns_own_wording_does_not_contradict_the_labels_of_the_pages(name):
    town = read(TOWNS / name / "texts" / "phrases.yaml")
    assert isinstance(town, dict)
    both = set(town) & set(catalogue())
    assert {text for text in both if town[text] != catalogue()[text]} == set()
