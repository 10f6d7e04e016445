"""Sample values for the gallery (見本の値). Names and numbers are invented."""

from datetime import UTC, datetime

from tsunagaru.ground.ui import charts, maps
from tsunagaru.ground.ui.fields import FieldKind, FieldView
from tsunagaru.ground.ui.parts import Crumb, SummaryRow, TimelineEntry

CRUMBS = (Crumb("トップ", "/"), Crumb("手続き", "/procedures/"), Crumb("部品見本"))
STEPS = ("申請する人", "お子さん", "振込先", "書類", "確認")
CHOICES = (("yes", "はい"), ("no", "いいえ"), ("unknown", "わからない"))
FIELDS = (
    FieldView("nickname", FieldKind.TEXT, "屋号または通称", "ある場合だけ書いてください。"),
    FieldView("kana", FieldKind.KANA, "フリガナ", required=True, value="ミホン ハナコ"),
    FieldView("mail", FieldKind.EMAIL, "メールアドレス", autocomplete="email"),
    FieldView("phone", FieldKind.PHONE, "電話番号", required=True, autocomplete="tel"),
    FieldView("reason", FieldKind.TEXTAREA, "申請の理由", required=True, max_length=400),
    FieldView("people", FieldKind.NUMBER, "世帯の人数", required=True, unit="人"),
    FieldView("income", FieldKind.MONEY, "昨年の所得", "源泉徴収票の金額です。", required=True),
    FieldView("moved", FieldKind.DATE, "引っ越した日", "例：令和8年4月1日", required=True),
    FieldView("married", FieldKind.RADIO, "結婚していますか", required=True, choices=CHOICES),
    FieldView(
        "needs",
        FieldKind.CHECKBOXES,
        "必要なお手伝い",
        choices=(("reader", "手話通訳"), ("seat", "車いす"), ("other", "その他")),
        values=("seat",),
    ),
    FieldView(
        "bank",
        FieldKind.SELECT,
        "振込先の種類",
        required=True,
        choices=(("bank", "銀行"), ("post", "ゆうちょ銀行"), ("ja", "農業協同組合")),
    ),
    FieldView("home", FieldKind.ADDRESS, "住所", required=True, autocomplete="address"),
    FieldView("child", FieldKind.PERSON, "お子さんの氏名", required=True),
    FieldView(
        "photo", FieldKind.FILE, "被害の写真", "JPEG・PNG・PDF、10MBまで", accept=".jpg,.pdf"
    ),
    FieldView(
        "true",
        FieldKind.DECLARATION,
        "申告",
        required=True,
        text="この申請の内容は、事実と違いありません。",
    ),
)
WRONG_FIELDS = (
    FieldView("w-name", FieldKind.TEXT, "氏名", required=True, error="氏名を入力してください。"),
    FieldView(
        "w-birth",
        FieldKind.DATE,
        "生年月日",
        required=True,
        autocomplete="bday",
        parts={"era": "reiwa", "year": "8", "month": "13", "day": "1"},
        invalid_parts=("month",),
        error="月は1から12までの数字で入力してください。",
    ),
    FieldView(
        "w-kind",
        FieldKind.RADIO,
        "申請の種類",
        required=True,
        choices=(("new", "新しく申請する"), ("change", "変更する")),
        error="申請の種類を選んでください。",
    ),
    FieldView(
        "w-true",
        FieldKind.DECLARATION,
        "同意",
        required=True,
        text="住民登録の内容を役場が確認することに同意します。",
        error="同意が必要です。",
    ),
)
HEADERS = ("手続き", "担当課", "標準処理期間", "手数料")
ROWS = (
    ("児童手当 認定請求", "こども家庭課", "15日", "無料"),
    ("犬の登録", "住民環境課", "即日", "3,000円"),
    ("所得・課税証明書", "税務課", "即日", "300円"),
)
SUMMARY = (
    SummaryRow("氏名", "見本 花子", "#change-name"),
    SummaryRow("住所", "〒000-0000\n見本県見本町一丁目1番地の2", "#change-address"),
    SummaryRow("電話番号", "", "#change-phone", missing=True),
)
TIMELINE = (
    TimelineEntry(datetime(2026, 6, 1, 0, 12, tzinfo=UTC), "申請を受け付けました", by="オンライン"),
    TimelineEntry(
        datetime(2026, 6, 3, 5, 0, tzinfo=UTC),
        "補正をお願いしました",
        "振込先の通帳の写真が読み取れませんでした。",
        "こども家庭課",
    ),
    TimelineEntry(datetime(2026, 6, 10, 1, 30, tzinfo=UTC), "認定しました", by="こども家庭課"),
)
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))
COUNTS: tuple[charts.Value, ...] = (31, 42, 38, 96, 71, None, 55, 60, 48, 64, 72, 80)
OUTLINE = ((0.0, 0.30), (0.14, 0.36), (0.33, 0.33), (0.40, 0.18), (0.27, 0.02), (0.08, 0.06))


def example_charts() -> list[charts.Chart]:
    """Return one chart of each kind, with a gap and a hidden value."""
    by_age: list[charts.Point] = [
        ("19歳以下", charts.SUPPRESSED),
        ("20～39歳", 412),
        ("40～59歳", 365),
        ("60～69歳", 148),
        ("70～79歳", 97),
        ("80歳以上", 23),
    ]
    monthly = list(zip(MONTHS, COUNTS, strict=True))
    return [
        charts.line("オンライン申請の件数", monthly, unit="件", target=90),
        charts.bar("月ごとの申請", monthly, unit="件"),
        charts.bar("年齢層ごとの申請", by_age, unit="件"),
        charts.line("まだ測れない指標", []),
    ]


def example_spark() -> charts.Chart:
    """Return a sparkline."""
    return charts.sparkline("オンライン申請率", list(zip(MONTHS, COUNTS, strict=True)), unit="%")


def example_map() -> maps.Map:
    """Return a map with three places."""
    return maps.town_map(
        "公共施設",
        (
            maps.MapPoint("町役場", 0.20, 0.20, "#hall", "8時30分～17時15分"),
            maps.MapPoint("図書館", 0.24, 0.12),
            maps.MapPoint("健康福祉センター", 0.11, 0.24),
        ),
        outline=OUTLINE,
        credit="見本の輪郭です。",
    )
