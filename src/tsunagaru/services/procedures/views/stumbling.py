"""Where people get stuck in a form (つまずき), for staff: counts only, small ones hidden."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tsunagaru.engines.applications import api as applications
from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel import clock
from tsunagaru.kernel.access import STAFF, open_to
from tsunagaru.kernel.clock import day_of
from tsunagaru.kernel.events import AgeBand, Channel
from tsunagaru.services.procedures import queries
from tsunagaru.services.procedures.queries.stumbling import HEADERS, HIDDEN

PERIODS = {"30": "この30日", "90": "この90日", "365": "この1年"}
CHANNELS = {Channel.ONLINE: "オンライン", Channel.COUNTER: "窓口", Channel.PHONE: "電話"}
LANGUAGES = {"ja": "日本語", "ja-easy": "やさしい日本語", "en": "英語"}
BANDS = {band.value: f"{band.value.rstrip('-')}歳".replace("-", "～") for band in AgeBand}
BANDS[AgeBand.EIGHTIES] = "80歳以上"


@open_to(STAFF)
@require_http_methods(["GET", "HEAD"])
def stumbling(request: PageRequest, code: str) -> HttpResponse:
    """Show page by page who goes on, what holds people up, and how versions compare."""
    try:
        definition = applications.procedure(code)
    except applications.CannotFind as error:
        raise Http404 from error
    asked = request.GET
    days = asked.get("days", "") if asked.get("days", "") in PERIODS else "365"
    narrowed = applications.Narrowed(
        version=applications.version_of(asked.get("version", "")),
        channel=_known(asked.get("channel", ""), CHANNELS),
        language=_known(asked.get("language", ""), LANGUAGES),
        age_band=_known(asked.get("age", ""), BANDS),
    )
    until = day_of(clock.now()) + timedelta(days=1)
    found = queries.funnel(code, until - timedelta(days=int(days)), until, narrowed)
    context = {
        "procedure": definition,
        "found": found,
        "headers": HEADERS,
        "hidden": HIDDEN,
        "choices": (
            ("days", "期間", PERIODS.items(), days, False),
            ("version", "版", found.choices, narrowed.version, True),
            ("channel", "受付の方法", CHANNELS.items(), narrowed.channel, True),
            ("language", "言語", LANGUAGES.items(), narrowed.language, True),
            ("age", "年齢層", BANDS.items(), narrowed.age_band, True),
        ),
    }
    return render(request, "procedures/staff/stumbling.html", context)


def _known(text: str, names: object) -> str:
    return text if isinstance(names, dict) and text in names else ""
