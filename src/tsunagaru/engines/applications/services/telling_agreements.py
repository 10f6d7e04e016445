"""What a payer hears of an agreement on account transfers (口座振替の契約のお知らせ).

It stands here because payments and messages do not know each other, and this package knows both.
"""

from tsunagaru.engines.messages import api as messages
from tsunagaru.engines.payments import api as payments
from tsunagaru.engines.payments.events import MandateRecorded
from tsunagaru.ground.people import api as people
from tsunagaru.kernel.clock import day_of


def tell_of_agreement(event: MandateRecorded) -> None:
    """Write to the payer that an agreement holds, was refused, or has stopped (契約の通知).

    Whoever has neither an account nor an e-mail address is told by the section on paper. Whoever
    does not sign in hears of an end by the letter about what was not collected.
    """
    news = payments.agreement_news(event.subject, event.state)
    if news is None:
        return
    person = people.residents([news.resident], day=day_of(event.at)).get(news.resident)
    if person is None or not (person.has_account or person.email):
        return
    if news.fees and not person.has_account:
        return
    language = person.language or "ja"
    messages.send(
        event=event.id,
        template=news.template,
        values=news.values(language),
        about=event.subject,
        at=event.at,
        resident=person.id,
        email=person.email,
        language=language,
        url=news.url,
        link=messages.Link(payments.AGREEMENT_LINK, event.subject),
    )
