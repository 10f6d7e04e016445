"""Every link made late has a name that a waiting letter can hold, on either database."""

from tsunagaru.engines.messages.models import Email
from tsunagaru.kernel.offers import installed


def test_the_names_of_late_links_fit_their_column():
    most = Email._meta.get_field("link_kind").max_length
    names = [one.name for offers in installed() for one in offers.late_links]
    assert names
    assert most is not None
    assert all(len(name) <= most for name in names)
