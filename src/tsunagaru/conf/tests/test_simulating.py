"""What the simulation may do, and in which town it does nothing at all."""

import pytest
from django.core.management import CommandError, call_command

from tsunagaru.conf.simulating import acts

pytestmark = pytest.mark.django_db


def test_each_act_has_a_japanese_name_and_its_place_in_the_day():
    orders = [act.order for act in acts()]
    assert orders == sorted(orders)
    assert all(not act.name.isascii() for act in acts())


def test_a_town_that_is_no_demo_cannot_be_simulated(tmp_path):
    with pytest.raises(CommandError, match="デモではない"):
        call_command("simulate", residents=10, months=1)
