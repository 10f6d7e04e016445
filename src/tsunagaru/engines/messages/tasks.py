"""What messages do when something happens (お知らせの反応)."""

from contextlib import suppress

from django.urls import reverse

from tsunagaru.engines.messages.events import MenuLanguageChanged, NoticeSent, PhoneCodeAsked
from tsunagaru.engines.messages.gateways.channels import CannotReach
from tsunagaru.engines.messages.services import inviting, letters, menus, phones
from tsunagaru.engines.messages.services.sending import (
    CannotFindTemplate,
    hand_email_over,
    send,
)
from tsunagaru.ground.ledger.events import DayEnded, HourPassed
from tsunagaru.ground.people import api as people
from tsunagaru.ground.people.events import LetterRequested
from tsunagaru.ground.ui.dates import time_words
from tsunagaru.kernel import clock
from tsunagaru.kernel.events import outward

WAYS = "sign_in_changed"


def forget_unconfirmed(event: DayEnded) -> None:
    """Delete addresses that never answered their letter (期限切れの登録の削除)."""
    inviting.forget_unconfirmed(at=event.at)


@outward
def hand_over_email(event: NoticeSent) -> None:
    """Give the notice's e-mail to the mail server (メールを渡す)."""
    hand_email_over(event.subject, at=clock.now())


@outward
def hand_letter_over(event: LetterRequested) -> None:
    """Give a letter of people's, such as a sign-up's link, to the mail server (メールを渡す)."""
    letters.hand_letter_over(event.subject, at=clock.now())


@outward
def send_phone_code(event: PhoneCodeAsked) -> None:
    """Give a telephone's code to the provider of short messages (確認番号を渡す)."""
    phones.send_code(event.subject, at=clock.now())


@outward
def bring_menu_up(_event: HourPassed) -> None:
    """Show LINE's menu as the town folder has it by now (LINEのメニューの反映)."""
    with suppress(CannotReach):  # noted; the next hour tries again
        menus.bring_up(at=clock.now())


@outward
def give_menu(_event: MenuLanguageChanged) -> None:
    """Show somebody the menu of the language they chose (LINEのメニューの言葉)."""
    with suppress(CannotReach):  # noted; the next hour tries again
        menus.bring_up(at=clock.now())


def tell_way_changed(event: LetterRequested) -> None:
    """Put a changed way to sign in into the resident's inbox (サインインの方法の変更)."""
    news = people.factor_news(event.subject)
    if news is None:
        return
    values = {"what": news.what, "when": time_words(news.at, news.language)}
    with suppress(CannotFindTemplate):  # a town without the words has told it by e-mail
        send(
            event=event.id,
            template=WAYS,
            values=values,
            about=event.subject,
            at=event.at,
            resident=news.resident,
            language=news.language,
            url=reverse("people:ways"),
        )
