"""The guides speak of what is there (使い方の案内): links, pictures, settings, commands, units."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*(ROOT / "docs" / "guides").glob("*.md"), ROOT / "deploy" / "README.md"])
CONF = ROOT / "src" / "tsunagaru" / "conf"
OPERATION = ROOT / "docs" / "guides" / "運用.md"
EXAMPLE = ROOT / "deploy" / "tsunagaru.env.example"
OWN = {"PORT", "WEB_HOST", "WEB_WORKERS"}  # read by the units themselves


def settings_read() -> set[str]:
    """Return the names of all environment variables the settings read."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in CONF.glob("*.py"))
    return set(re.findall(r'environ\.get\(\s*"(TSUNAGARU_[A-Z_]+)"', source))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_and_picture_of_a_guide_is_there(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!http)([^)#]+)", text) + re.findall(r'src="([^"]+)"', text)
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_guide_exists(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:bin/|`)tsunagaru ([a-z]+)\b", text))
    known = {path.stem for path in (CONF / "management" / "commands").glob("[a-z]*.py")}
    assert named <= known | {"shell"}


def test_the_operators_guide_names_every_setting():
    text = OPERATION.read_text(encoding="utf-8")
    assert sorted(name for name in settings_read() if f"`{name}`" not in text) == []


def test_the_example_sets_only_what_is_read():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    named = {line.split("=")[0] for line in lines if line and not line.startswith("#")}
    assert named - OWN <= settings_read()


@pytest.mark.parametrize(
    "unit", sorted((ROOT / "deploy" / "systemd").iterdir()), ids=lambda unit: unit.name
)
def test_a_unit_uses_only_variables_of_the_example(unit):
    used = set(re.findall(r"\$\{([A-Z_]+)\}", unit.read_text(encoding="utf-8")))
    example = EXAMPLE.read_text(encoding="utf-8")
    assert sorted(name for name in used if f"\n{name}=" not in example) == []
