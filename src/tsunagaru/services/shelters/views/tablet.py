"""The page that runs on a tablet without a network (端末の画面): nobody's data stands in it."""

import hashlib
import json

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.guarding import POLICY
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.shelters.rules.payloads import NEEDS
from tsunagaru.services.shelters.rules.states import KIND_NAMES

PAGE = "shelters/tablet/page.html"
ASSETS = (
    "ui/tsunagaru.css",
    "ui/icon.svg",
    "shelters/store.js",
    "shelters/names.js",
    "shelters/tablet.js",
)
LOOKING = POLICY.replace("camera=()", "camera=(self)")
NAMES = (
    ("family", "氏"),
    ("given", "名"),
    ("kana_family", "氏（フリガナ）"),
    ("kana_given", "名（フリガナ）"),
    ("phone", "電話番号"),
    ("address", "住所"),
)
CONTEXT = {"kinds": list(KIND_NAMES.items()), "names": NAMES, "needs": list(NEEDS.items())}


@open_to(ANYONE)
@require_safe
def page(request: PageRequest) -> HttpResponse:
    """Show the tablet's page; it may use the camera, the only one of the house."""
    response = render(request, PAGE, CONTEXT)
    response["Permissions-Policy"] = LOOKING
    response["Cache-Control"] = "no-cache"
    return response


@open_to(ANYONE)
@require_safe
def worker(_request: PageRequest) -> HttpResponse:
    """Return the script that keeps the page ready; it is another one when the page changes."""
    files = [reverse("shelters:tablet"), reverse("shelters:manifest"), *map(static, ASSETS)]
    looks = render_to_string(PAGE, CONTEXT) + json.dumps(files)
    context = {"version": hashlib.sha256(looks.encode()).hexdigest()[:16]}
    script = render_to_string("shelters/tablet/worker.js", context | {"files": json.dumps(files)})
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


@open_to(ANYONE)
@require_safe
def manifest(_request: PageRequest) -> JsonResponse:
    """Return what makes the page installable (マニフェスト)."""
    here = reverse("shelters:tablet")
    icon = {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": "避難所の受付",
        "short_name": "避難所",
        "lang": "ja",
        "id": here,
        "start_url": here,
        "scope": here,
        "display": "standalone",
        "icons": [icon],
    }
    return JsonResponse(told, content_type="application/manifest+json")
