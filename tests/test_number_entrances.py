"""Every entrance for text, by the code (個人番号の入口): a new one must refuse the number, too.

Boxes of forms are tried one by one. Whatever a view reads past the forms stands in
``number_entrances.yaml`` with how it is guarded; what is not there fails.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from tests.attacks.texts import individual
from tests.test_permissions import ADDRESSES
from tsunagaru.conf.packages import town_parts
from tsunagaru.kernel.folder import read_yaml
from tsunagaru.services.partners.views.http import api
from tsunagaru.services.procedures.forms import EntryForm

HERE = Path(__file__)
SOURCE = HERE.parent.parent / "src" / "tsunagaru"
TABLE: Any = read_yaml(
    "number_entrances.yaml", HERE.with_name("number_entrances.yaml").read_bytes()
).data
NUMBER = individual()
SPELLINGS = (NUMBER, f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}", "-".join(NUMBER))
NO_WORDS = (forms.ChoiceField, forms.BooleanField, forms.FileField)
READERS = {"POST", "FILES", "body"}


def of_forms(base: type[forms.BaseForm] = forms.BaseForm) -> Iterator[tuple[str, forms.Field]]:
    """Yield each box of each form of the house by ``module.Form.field``."""
    for form in base.__subclasses__():
        if form.__module__.startswith("tsunagaru.") and ".tests." not in form.__module__:
            place = form.__module__.removeprefix("tsunagaru.")
            for name, field in getattr(form, "base_fields", {}).items():
                yield f"{place}.{form.__name__}.{name}", field
        yield from of_forms(form)


def takes(field: forms.Field) -> bool:
    """Tell whether a box takes an individual number in any spelling."""
    for spelling in SPELLINGS:
        try:
            field.clean(spelling)
        except ValidationError:
            continue
        return True
    return False


def is_unguarded(field: forms.Field) -> bool:
    return not isinstance(field, NO_WORDS) and takes(field)


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield each function of the house by ``path::function``."""
    for file in sorted(SOURCE.rglob("*.py")):
        if "tests" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield f"{file.relative_to(SOURCE)}::{node.name}", node


def readers() -> set[str]:
    """Return each function that reads what was sent past a form."""
    return {place for place, function in functions() if _reads(function)}


def _reads(function: ast.FunctionDef) -> bool:
    """Tell whether a request's values are used other than to fill a form, or asked for a name."""
    harmless: set[ast.AST] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and _name(node.func).lower().endswith("form"):
            harmless |= {inner for part in node.args for inner in ast.walk(part)}
        elif isinstance(node, ast.Compare):
            harmless |= set(node.comparators)
    return any(_is_sent(node) for node in set(ast.walk(function)) - harmless)


def _is_sent(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute) and node.attr in READERS and _name(node.value) == "request"
    )


def _name(node: ast.AST) -> str:
    return str(getattr(node, "attr", "") or getattr(node, "id", ""))


@pytest.fixture(scope="module")
def boxes():
    """All boxes; the pages are imported first, so that no form is missed."""
    assert ADDRESSES
    assert get_resolver().url_patterns
    return dict(of_forms())


def test_the_search_finds_the_forms_and_the_readers(boxes):
    assert len(boxes) > 100
    assert "engines.cases.forms.NoteForm.text" in boxes
    assert "engines/applications/views/filling.py::_sent" in readers()


def test_every_box_refuses_the_number_or_says_why_it_need_not(boxes):
    unguarded = {place for place, field in boxes.items() if is_unguarded(field)}
    listed = set(TABLE["boxes"])
    assert unguarded - listed == set(), "boxes that take an individual number"
    assert listed - unguarded == set(), "rows without such a box"


def test_boxes_made_while_a_page_runs_refuse_it_too(db):
    form = EntryForm(has_form=False, new=True)
    assert [name for name, field in form.fields.items() if is_unguarded(field)] == []


def test_whatever_reads_past_the_forms_is_listed_with_its_guard():
    assert readers() - set(TABLE["readers"]) == set(), "new entrances: say how they are guarded"
    assert set(TABLE["readers"]) - readers() == set(), "rows without an entrance"


def test_every_guard_is_one_that_is_known():
    known = set(TABLE["guards"])
    assert set(TABLE["readers"].values()) | set(TABLE["boxes"].values()) <= known


def test_uploads_go_through_the_inspection_of_files_or_of_tables():
    users = {
        place
        for place, function in functions()
        if any(_is_sent(n) and getattr(n, "attr", "") == "FILES" for n in ast.walk(function))
    }
    guarded = {"questionnaire", "table", "never kept", "fingerprint only"}
    assert {TABLE["readers"].get(place, "table") for place in users} <= guarded


def operations() -> Iterator[dict[str, Any]]:
    """Yield each operation of the API that takes something in, as its description says."""
    for ways in api.get_openapi_schema(path_prefix="/api/")["paths"].values():
        yield from (operation for way, operation in ways.items() if way != "get")


def test_every_operation_of_the_api_is_listed_with_its_guard():
    assert {one["operationId"] for one in operations()} == set(TABLE["operations"])
    assert set(TABLE["operations"].values()) <= set(TABLE["guards"])


def test_every_parameter_of_the_api_is_listed_with_its_guard():
    found = {
        f"{one['operationId']} {each['name']}"
        for one in operations()
        for each in one.get("parameters", ())
    }
    assert found == set(TABLE["parameters"])
    assert set(TABLE["parameters"].values()) <= set(TABLE["guards"])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_comments_and_names_in_the_town_folder_are_refused_too(spelling):
    for text in (f"# {spelling}\na: 1\n", f"a: 1  # no {spelling}\n", f"'{spelling}': 1\n"):
        assert [NUMBER in one.ja for one in read_yaml("town.yaml", text.encode()).problems] == [
            False
        ]
    below = f"a: 1\n# {NUMBER[:4]}\n# {NUMBER[4:8]}\n# {NUMBER[8:]}\n"
    assert [one.line for one in read_yaml("town.yaml", below.encode()).problems] == [2]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_the_town_folder_is_refused_with_file_and_line(spelling):
    found = read_yaml("town.yaml", f"name: x\nnote: 'no {spelling}'\n".encode())
    assert [(one.line, NUMBER in one.ja) for one in found.problems] == [(2, False)]
    assert read_yaml("town.yaml", f"a: {NUMBER}\n".encode()).problems
    folded = f"a: >\n  {NUMBER[:4]}\n  {NUMBER[4:8]}\n  {NUMBER[8:]}\n"
    assert read_yaml("town.yaml", folded.encode()).problems


def test_no_part_of_the_town_folder_reads_files_by_itself():
    """All go through ``Folder``, whose readers refuse the number."""
    assert town_parts()
    for file in SOURCE.rglob("definitions*/**/*.py"):
        text = file.read_text(encoding="utf-8")
        assert not {"read_text(", ".open("} & set(re.findall(r"read_text\(|\.open\(", text)), file
