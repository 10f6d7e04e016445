"""The search page: what is found in another language than the reader's says which."""

import pytest

from tsunagaru.ground.search import api as search
from tsunagaru.kernel.offers import SearchDocument

pytestmark = pytest.mark.django_db


def test_what_is_found_in_another_language_says_which(client):
    page = SearchDocument("listed", "a", "犬の鑑札の再交付", "/procedures/list/", "犬の飼い主")
    search.index([page])
    english = client.get("/search/?q=犬", headers={"accept-language": "en"}).content.decode()
    japanese = client.get("/search/?q=犬", headers={"accept-language": "ja"}).content.decode()
    assert '<li lang="ja">' in english
    assert "犬の鑑札の再交付" in japanese
    assert '<li lang="ja">' not in japanese
