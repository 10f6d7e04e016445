"""The town folder's organisation, the demo's people, and the invented population."""

from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tsunagaru.ground.people import api, queries, services
from tsunagaru.ground.people.definitions import ORGANISATION
from tsunagaru.ground.people.models import Account, Resident
from tsunagaru.ground.people.rules.population import Quarter, invent
from tsunagaru.ground.people.services.population import settle
from tsunagaru.kernel.access import Role
from tsunagaru.kernel.folder import Folder

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
TOWNS = Path(__file__).parents[5] / "towns"


def seeded():
    return Random(1)  # noqa: S311 - a reproducible town, no secret


def load(root):
    folder = Folder(root)
    parsed = ORGANISATION.read(folder)
    folder.check()
    assert parsed is not None
    return ORGANISATION.apply(parsed, at=NOON)


@pytest.mark.parametrize("town", ["oyama", "minimal"])
def test_a_town_loads_once_and_comes_back_as_it_was(town, tmp_path):
    assert load(TOWNS / town)
    assert not load(TOWNS / town)
    ORGANISATION.dump(Folder(tmp_path))
    first = (tmp_path / "organisation.yaml").read_bytes()
    assert not load(tmp_path)
    ORGANISATION.dump(Folder(tmp_path))
    assert (tmp_path / "organisation.yaml").read_bytes() == first


def test_a_section_that_left_the_folder_is_closed_not_deleted():
    load(TOWNS / "oyama")
    codes = [section.code for section in api.sections()]
    load(TOWNS / "minimal")
    assert api.section(codes[0]).code == codes[0]
    assert codes[0] not in [section.code for section in api.sections()]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("sections:\n  - {code: a, name: 甲}\n  - {code: a, name: 乙}\n", "2回あります"),
        ("sections:\n  - {code: a, name: 甲, deputies: [課長]}\n", "posts にありません"),
        ("bodies:\n  - {code: x, name: 室, section: b}\nsections: []\n", "「b」がありません"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path, text, sentence):
    (tmp_path / "organisation.yaml").write_text(text, encoding="utf-8")
    folder = Folder(tmp_path)
    ORGANISATION.read(folder)
    assert sentence in str(folder.problems[0])
    assert folder.problems[0].line > 1


def test_a_demo_has_a_clerk_and_a_head_in_every_section_and_the_town_wide_roles():
    load(TOWNS / "oyama")
    services.create_demo_people(at=NOON)
    services.create_demo_people(at=NOON)
    accounts = services.demo_accounts(at=NOON)
    assert len(accounts) == 3 + 2 * len(api.sections()) + 3
    assert Account.objects.count() == len(accounts)
    names = [account["name"] for account in accounts]
    assert len(set(names)) == len(names)
    heads = [queries.head_of(section.code, NOON.date()) for section in api.sections()]
    assert all(heads)
    roles = {g.role for a in Account.objects.all() for g in queries.actor_of(a, NOON).grants}
    assert roles == set(Role)


def test_demo_people_sign_in_with_the_printed_password(client):
    load(TOWNS / "minimal")
    services.create_demo_people(at=NOON)
    for account in services.demo_accounts(at=NOON)[:4]:
        form = {"login": account["login"], "password": account["password"]}
        assert client.post("/sign-in/", form).status_code == 302
    assert client.post("/demo/", {"login": "hanako", "next": "/me/"})["Location"] == "/me/"
    assert client.post("/demo/", {"login": "nobody"}).status_code == 404


def test_outside_a_demo_there_are_no_demo_people(client, settings):
    settings.TSUNAGARU_DEMO = False
    with pytest.raises(api.CannotMakeDemo):
        services.create_demo_people(at=NOON)
    with pytest.raises(api.CannotMakeDemo):
        services.demo_accounts(at=NOON)
    assert client.get("/demo/").status_code == client.post("/demo/").status_code == 404


def test_the_same_seed_invents_the_same_people():
    quarters = [Quarter(code="d01", town="甲"), Quarter(code="d02", town="乙", weight=3)]
    once, twice = (invent(300, quarters=quarters, day=NOON.date(), rng=seeded()) for _ in range(2))
    assert once == twice
    assert len({person.id for person in once}) == 300
    assert {person.district for person in once} == {"d01", "d02"}


def test_an_invented_population_is_entered_once_with_households_and_accounts():
    known = settle(400, rng=seeded(), at=NOON)
    again = settle(400, rng=seeded(), at=NOON)
    assert known == again
    assert Resident.objects.count() == 400
    assert 40 < Account.objects.count() < 250
    ages = [NOON.year - birth_on.year for *_, birth_on in known if birth_on]
    assert 100 < sum(age >= 65 for age in ages) < 220
    assert sum(age < 20 for age in ages) > 30
    person = queries.resident(known[0][0], day=NOON.date())
    assert (person.age_band, person.district) == (known[0][1], known[0][2])
