"""How shelters are chosen and named (警報に出す避難所)."""

import pytest

from tsunagaru.kernel.refuges import Refuge
from tsunagaru.services.emergency.rules.refuges import HAZARDS, fit, in_words


def a_refuge(name="体育館", address="", hazards=("flood",)):
    return Refuge({"ja": name, "easy": f"{name}（よみ）", "en": "Gym"}, address, hazards)


@pytest.mark.parametrize(("kind", "fits"), [("river", 1), ("quake", 0), ("own", 1), ("weather", 1)])
def test_what_is_unfit_for_the_hazard_is_left_out(kind, fits):
    assert len(fit([a_refuge()], kind)) == fits


def test_every_hazard_is_one_that_shelters_are_fit_for():
    known = {"flood", "landslide", "earthquake", "fire", "inland_flood", "volcano"}
    assert set(HAZARDS.values()) <= known


def test_many_shelters_are_named_up_to_a_number_and_the_rest_is_counted():
    told = in_words([a_refuge(f"第{n}") for n in range(8)])
    assert told["ja"].endswith("第5、ほか2か所")
    assert told["easy"].endswith("第5（よみ）、ほかに 2か所（しょ）")
    assert told["en"].endswith("Gym; and 2 more")
