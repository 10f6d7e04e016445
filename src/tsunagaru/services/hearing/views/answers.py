"""Public questions and answers (みんなの質問と回答)."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tsunagaru.ground.ui.requests import PageRequest
from tsunagaru.kernel.access import ANYONE, open_to
from tsunagaru.services.hearing.queries import public
from tsunagaru.services.hearing.queries.setups import rules, topic_choices, topic_name

ROWS_A_PAGE = 20
LONGEST_WORDS = 100


@open_to(ANYONE)
@require_safe
def listed(request: PageRequest) -> HttpResponse:
    """Show the public questions of a topic, or those that hold some words."""
    if rules() is None:
        raise Http404
    topics = topic_choices(request.language)
    topic = request.GET.get("topic", "")
    topic = topic if topic in dict(topics) else ""
    words = request.GET.get("q", "")[:LONGEST_WORDS]
    page = Paginator(public.found(topic, words), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, topic_name(row.topic, request.language)) for row in page],
        "topics": topics,
        "topic": topic,
        "words": words,
        "query": urlencode({"topic": topic, "q": words}),
    }
    return render(request, "hearing/answers.html", context)


@open_to(ANYONE)
@require_safe
def one(request: PageRequest, number: int) -> HttpResponse:
    """Show one public question with its answer."""
    row = public.published().filter(number=number).first()
    if row is None or rules() is None:
        raise Http404
    context = {"row": row, "topic": topic_name(row.topic, request.language)}
    return render(request, "hearing/answer.html", context)
