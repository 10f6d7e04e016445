"""Sheets for tests and previews (見本): believable data with generic names."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from tsunagaru.ground.documents.api import Order, issue
from tsunagaru.ground.documents.models import Paper

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
OFFICE = {
    "name": "住民福祉課　福祉係",
    "address": "〒410-1395　静岡県駿東郡小山町藤曲57番地の2",
    "phone": "0550-76-0000",
    "email": "fukushi@town.example",
    "contact": "小山",
    "hours": "月曜日から金曜日　8時30分～17時15分（祝日・年末年始を除く）",
}
CODE = {
    "address": "https://town.example/c/5f0c2f7a-9c1e-4a52-8a0b-6a0f9d2f8e11",
    "caption": "スマートフォンで読み取ると、\n手続きの状況を確認できます。",
}


def some_receipts(count: int = 2) -> dict[str, Any]:
    """Return the data of several receipts handed over at once (申請の控えの一式)."""
    copies = [a_receipt(number=f"2026-00012{number}") for number in range(count)]
    return {"town": "小山町", "title": f"申請の控え（{count}件）", "copies": copies}


def a_receipt(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the data of a receipt (申請の控え)."""
    person = [
        {"label": "氏名", "text": "小山 花子"},
        {"label": "フリガナ", "text": "オヤマ ハナコ"},
        {"label": "生年月日", "text": "平成2年4月1日"},
        {"label": "住所", "text": "静岡県駿東郡小山町藤曲57番地の2\n見本ハイツ101号"},
    ]
    child = [
        {"label": "お子さんの氏名", "text": "小山 一郎"},
        {"label": "続柄", "text": "長男"},
        {"label": "振込先", "text": "見本銀行　小山支店　普通　＊＊＊4567"},
    ]
    return {
        "town": "小山町",
        "title": "児童手当　認定請求",
        "number": "2026-000123",
        "received_at": datetime(2026, 11, 23, 5, 5, tzinfo=UTC),
        "applicant": "小山 花子　様",
        "channel": "オンライン",
        "due_on": date(2026, 12, 23),
        "sections": [
            {"title": "請求する方", "rows": person},
            {"title": "お子さんと振込先", "rows": child},
        ],
        "notes": [
            "この控えは、申請を受け付けたことをお知らせするものです。決定の通知ではありません。",
            "内容に確認が必要なときは、マイページとメールでご連絡します。",
        ],
        "office": OFFICE,
        "code": CODE,
    } | changes


def a_decision(*, refused: bool = False, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the data of a decision notice (決定通知書)."""
    notice: dict[str, Any] = {
        "town": "小山町",
        "form": "様式第2号（第5条関係）",
        "number": "小住第123号",
        "decided_on": date(2026, 11, 23),
        "address": ["〒410-1311", "静岡県駿東郡小山町小山1番地"],
        "addressee": "小山 花子",
        "issuer": "小山町長　見本 太郎",
        "title": "結婚新生活支援補助金交付決定通知書",
        "opening": "令和8年11月2日付けで申請のありました結婚新生活支援補助金については、"
        "小山町結婚新生活支援補助金交付要綱第5条の規定により、下記のとおり決定しましたので通知します。",
        "outcome": "交付します。",
        "rows": [
            {"label": "交付決定額", "text": "300,000円"},
            {"label": "対象となる費用", "text": "住居費　240,000円\n引越費用　60,000円"},
        ],
        "office": OFFICE,
    }
    if refused:
        notice |= {
            "title": "結婚新生活支援補助金不交付決定通知書",
            "outcome": "交付しません。",
            "rows": [],
            "reason": "申請のあった世帯の令和7年中の所得の合計額が5,240,000円であり、"
            "要綱第3条第2号に定める額（5,000,000円未満）を超えるため。",
            "appeal": [
                (
                    "この決定に不服がある場合は、この決定があったことを知った日の翌日から起算して"
                    "3か月以内に、小山町長に対して審査請求をすることができます。"
                ),
                (
                    "この決定の取消しを求める訴えは、この決定があったことを知った日の翌日から起算して"
                    "6か月以内に、小山町を被告として（訴訟において小山町を代表する者は小山町長となります。）、"
                    "静岡地方裁判所に提起することができます。"
                ),
            ],
        }
    return notice | changes


def a_certificate(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the data of a certificate (証明書)."""
    return {
        "town": "小山町",
        "title": "所得・課税証明書",
        "number": "証明第456号",
        "issued_on": date(2026, 11, 23),
        "rows": [
            {"label": "住所", "text": "静岡県駿東郡小山町小山1番地"},
            {"label": "氏名", "text": "小山 花子"},
            {"label": "生年月日", "text": "平成2年4月1日"},
            {"label": "年度", "text": "令和8年度（令和7年1月1日から令和7年12月31日までの所得）"},
        ],
        "table": {
            "columns": ["区分", "金額"],
            "rows": [
                ["給与収入", "3,600,000円"],
                ["合計所得金額", "2,440,000円"],
                ["町県民税　年税額", "118,500円"],
            ],
        },
        "issuer": "小山町長　見本 太郎",
        "notes": ["扶養控除等の内訳の記載は省略しています。"],
        "office": OFFICE | {"name": "税務課　町民税係"},
    } | changes


def a_paper_form(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the data of a paper form (申請書)."""
    person = [
        {"label": "氏名", "text": "小山 花子", "required": True},
        {"label": "フリガナ", "text": "オヤマ ハナコ"},
        {"label": "生年月日", "kind": "date", "text": "平成2年4月1日"},
        {"label": "住所", "text": "静岡県駿東郡小山町小山1番地", "lines": 2},
        {"label": "電話番号", "hint": "日中に連絡のつく番号"},
    ]
    yes_no = [{"label": "している", "checked": True}, {"label": "していない"}]
    dog = [
        {"label": "犬の名前", "required": True},
        {"label": "犬種", "kind": "choice", "choices": [{"label": "雑種"}, {"label": "純血種"}]},
        {"label": "生年月日", "kind": "date"},
        {"label": "狂犬病予防注射", "kind": "choice", "choices": yes_no},
        {"label": "登録手数料", "kind": "money", "text": "3,000"},
        {"label": "その他", "kind": "long", "lines": 3},
        {
            "label": "確認",
            "kind": "declaration",
            "hint": "記載した内容は事実に相違ありません。",
        },
    ]
    return {
        "town": "小山町",
        "form": "様式第1号（第3条関係）",
        "title": "犬の登録申請書",
        "law": "狂犬病予防法第4条",
        "addressee": "小山町長",
        "number": "2026-000124",
        "sections": [
            {"title": "飼い主", "fields": person},
            {"title": "犬について", "fields": dog},
        ],
        "notes": ["わからない欄は、空けたまま提出できます。窓口でお尋ねします。"],
        "office": OFFICE | {"name": "生活環境課"},
        "code": CODE | {"caption": "職員用：この申請の\n画面を開きます。"},
    } | changes


def a_list(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the data of a list (一覧表)."""
    return {
        "town": "小山町",
        "title": "処理待ち案件一覧",
        "subtitle": "住民福祉課",
        "as_of": date(2026, 11, 23),
        "columns": [
            {"title": "受付番号", "width": 1.2},
            {"title": "手続き", "width": 2.2},
            {"title": "期限", "width": 1.2},
            {"title": "日数", "align": "right", "width": 0.6},
        ],
        "rows": [
            [f"2026-{n:06}", "児童手当　認定請求", f"令和8年12月{n % 28 + 1}日", str(n)]
            for n in range(1, 46)
        ],
        "notes": ["日数は、受付日の翌日からの開庁日の数です。"],
        "office": OFFICE,
    } | changes


def an_order(**changes: Any) -> Order:  # noqa: ANN401 - any field of an order
    """Return an order for a notice (発行の依頼)."""
    given: dict[str, Any] = {
        "template": "decision_notice",
        "data": a_decision(),
        "owner_kind": "test",
        "owner": uuid4(),
        "shown": [("あて名", "小山 花子")],
        "address": "https://town.example/verify/{}/".format,
        "caption": "確認番号 {code} 合言葉 {word}\n{page}",
    }
    return Order(**given | changes)


def an_issued_paper(order: Order | None = None) -> Paper:
    """Issue a paper and return its row (発行した書類)."""
    order = order or an_order()
    issue(order, at=NOON)
    return Paper.objects.get(owner=order.owner)


def a_slip(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the fields of a voting slip (投票券)."""
    return {
        "town": "小山町",
        "title": "投票券",
        "about": "図書館をもっと使いたくするアイデア",
        "number": "3467-ACDE-FGHJ",
        "supports": 3,
        "until": "2026-04-30",
        "ideas": ["1　夜の図書館", "2　駅の返却箱"],
        "page": "https://town.example/hearing/ideas/1/slip/",
        "office": OFFICE,
        "code": CODE,
    } | changes


def some_letters(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Return the fields of letters to two people."""
    letter = {
        "addressee": "小山 花子",
        "address": ["〒410-1395", "静岡県駿東郡小山町藤曲57-2"],
        "title": "断水のお知らせ",
        "paragraphs": ["4月7日 10時から断水します。", "水をくみ置きしてください。"],
    }
    english = letter | {"lang": "en", "title": "Water", "paragraphs": ["No water on 7 April."]}
    return {
        "town": "小山町",
        "title": "断水",
        "dated": "2026-04-06",
        "issuer": "小山町",
        "letters": [letter, english],
        "office": {"name": "上下水道課"},
        **changes,
    }
