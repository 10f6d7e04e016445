"""Stocks and the check of the books (現在数・帳簿の点検)."""

from collections.abc import Iterable
from datetime import datetime

from tsunagaru.engines.payments.models import Paypoint
from tsunagaru.engines.payments.queries import books
from tsunagaru.engines.payments.queries.setup import online_providers
from tsunagaru.kernel.desk import CheckResult
from tsunagaru.kernel.offers import StockRow


def read_paypoints(_at: datetime) -> Iterable[StockRow]:
    """Count the paypoints, those with a card terminal apart; the web page is one more."""
    points = Paypoint.objects.filter(closed=False)
    able = points.filter(terminal=True).count()
    online = 1 if online_providers() else 0
    yield StockRow({"cashless": "yes"}, able + online)
    yield StockRow({"cashless": "no"}, points.count() - able)


def check_books(_at: datetime) -> CheckResult:
    """Tell whether the books balance and agree with invoices, payments and refunds."""
    found = books.complaints()
    sentence = " ".join(found) or "帳簿、請求、入金、返金がすべて1円まで一致しています。"
    return CheckResult(holds=not found, sentence=sentence)
