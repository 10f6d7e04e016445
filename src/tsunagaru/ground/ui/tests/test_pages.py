"""Pages: the frame around every page, the gallery, the errors."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tsunagaru.ground.ui import navigation, town
from tsunagaru.ground.ui.town import Link
from tsunagaru.ground.ui.views import errors
from tsunagaru.kernel.access import ANONYMOUS, Actor, Kind

pytestmark = pytest.mark.django_db
RESIDENT = Actor(kind=Kind.RESIDENT)


@pytest.fixture
def gallery():
    return Client().get("/ui/gallery/").content.decode()


@pytest.fixture
def nameless():
    before, links = town.current(), navigation.for_actor(RESIDENT)
    yield
    town.install(name=before.name, contact=before.contact, links=before.links, demo=before.demo)
    navigation.install(Kind.RESIDENT, links)


def test_the_gallery_shows_every_component(gallery):
    folder = Path(town.__file__).parent / "templates" / "cotton"
    used = {"table-scroller", "error-summary", "steps", "notice", "card", "summary-list", "chart"}
    used |= {"map", "badge", "pagination", "definitions", "timeline", "breadcrumbs", "field"}
    assert {name for name in used if f'class="{name}' not in gallery} == set()
    assert len(list(folder.glob("*.html"))) >= len(used)


def test_no_page_carries_script_or_style(gallery):
    assert "<script" not in gallery
    assert " style=" not in gallery
    assert not re.search(r"\son[a-z]+=", gallery)


def test_ids_are_unique(gallery):
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert len(ids) == len(set(ids))


def test_the_first_link_leads_to_the_main_text(gallery):
    assert re.search(r'<body[^>]*>\s*<a class="skip-link" href="#main">', gallery)
    assert '<main id="main"' in gallery


def test_the_header_shows_the_town_and_the_links_of_the_audience(nameless):
    town.install(name="見本町", links=(Link("お問い合わせ", "/contact/"),))
    links = (Link("マイページ", "/my/"),)
    navigation.install(Kind.RESIDENT, navigation.Navigation(links=links))
    assert navigation.for_actor(RESIDENT).links == links
    assert navigation.for_actor(ANONYMOUS).links != links
    page = render_to_string(
        "ui/page.html",
        {"town": town.current(), "navigation": navigation.for_actor(RESIDENT)},
    )
    assert "見本町" in page
    assert '<a href="/my/">マイページ</a>' in page
    assert '<a href="/contact/">お問い合わせ</a>' in page


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.bad_request, 400, "We could not read what was sent"),
        (errors.forbidden, 403, "You cannot open this page"),
        (errors.not_found, 404, "Page not found"),
        (errors.not_allowed, 405, "This page cannot be opened directly"),
        (errors.server_error, 500, "Sorry, something went wrong"),
        (errors.csrf_failure, 403, "Please send it again"),
    ],
)
def test_errors_are_told_in_the_language_of_the_reader(view, status, words):
    request: Any = RequestFactory().get("/")
    japanese = view(request)
    assert japanese.status_code == status
    assert words not in japanese.content.decode()
    request.language = "en"
    assert words in view(request).content.decode()


def test_staff_pages_say_that_they_are_for_staff():
    assert "職員用" in render_to_string("ui/staff_page.html", {})
