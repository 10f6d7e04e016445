"""Which kind a telegram is of (電文の種類), by the title that JMA gives each.

Source:
    気象庁防災情報XMLフォーマット 電文毎の解説資料 (titles in ``Control/Title``).
"""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds that concern a town (種類). ``ROUTINE`` is known and concerns nobody here."""

    WEATHER = "weather"
    LANDSLIDE = "landslide"
    RIVER = "river"
    RECORD_RAIN = "record_rain"
    TORNADO = "tornado"
    QUAKE = "quake"
    QUAKE_FLASH = "quake_flash"
    EARLY_WARNING = "early_warning"
    NANKAI = "nankai"
    VOLCANO = "volcano"
    ERUPTION = "eruption"
    VOLCANO_NOTE = "volcano_note"
    ASH = "ash"
    ROUTINE = "routine"
    UNKNOWN = "unknown"


KIND_NAMES = {
    Kind.WEATHER: "気象警報・注意報",
    Kind.LANDSLIDE: "土砂災害警戒情報",
    Kind.RIVER: "指定河川洪水予報",
    Kind.RECORD_RAIN: "気象防災速報",
    Kind.TORNADO: "竜巻注意情報",
    Kind.QUAKE: "地震の震度",
    Kind.QUAKE_FLASH: "震度速報",
    Kind.EARLY_WARNING: "緊急地震速報",
    Kind.NANKAI: "南海トラフ地震臨時情報",
    Kind.VOLCANO: "噴火警報・予報",
    Kind.ERUPTION: "噴火の発生",
    Kind.VOLCANO_NOTE: "火山の状況に関する臨時の情報",
    Kind.ASH: "降灰予報",
    Kind.ROUTINE: "そのほかの情報",
    Kind.UNKNOWN: "知らない種類",
}

_BY_TITLE = {
    "気象警報・注意報": Kind.WEATHER,
    "気象警報・注意報（Ｈ２７）": Kind.WEATHER,
    "気象特別警報・警報・注意報": Kind.WEATHER,
    "気象特別警報報知": Kind.WEATHER,
    "土砂災害警戒情報": Kind.LANDSLIDE,
    "指定河川洪水予報": Kind.RIVER,
    "記録的短時間大雨情報": Kind.RECORD_RAIN,
    "府県気象防災速報": Kind.RECORD_RAIN,
    "竜巻注意情報": Kind.TORNADO,
    "竜巻注意情報（目撃情報付き）": Kind.TORNADO,
    "震度速報": Kind.QUAKE_FLASH,
    "震源・震度に関する情報": Kind.QUAKE,
    "緊急地震速報（警報）": Kind.EARLY_WARNING,
    "南海トラフ地震臨時情報": Kind.NANKAI,
    "噴火警報・予報": Kind.VOLCANO,
    "噴火速報": Kind.ERUPTION,
    "噴火に関する火山観測報": Kind.ERUPTION,
    "火山の状況に関する解説情報（臨時）": Kind.VOLCANO_NOTE,
    "降灰予報（定時）": Kind.ASH,
    "降灰予報（速報）": Kind.ASH,
    "降灰予報（詳細）": Kind.ASH,
}

_NEW_WEATHER = "気象警報・注意報（Ｒ０６）（"  # one title for each hazard since 2026

_ROUTINE_TITLES = """
季節観測 生物季節観測 特殊気象報 紫外線観測データ 全般台風情報 全般台風情報（定型）
全般台風情報（詳細） 発達する熱帯低気圧に関する情報 台風の暴風域に入る確率
台風解析・予報情報（３日予報） 台風解析・予報情報（５日予報）
台風解析・予報情報（５日予報）（Ｈ３０） 台風の暴風域に入る確率（Ｈ３０） 全般海上警報（定時）
全般海上警報（臨時） 全般海上警報（定時）（Ｈ２９） 全般海上警報（臨時）（Ｈ２９） 地方海上警報
地方海上警報（Ｈ２８） 地方海上予報 地方海上予報（Ｈ２８） 全般気象情報 地方気象情報
府県気象情報 府県天気概況 府県天気予報 府県天気予報（Ｒ１） 府県週間天気予報 地方週間天気予報
全般週間天気予報 地方天気分布予報 地域時系列予報 地上実況図 地上２４時間予想図
地上４８時間予想図 アジア太平洋地上実況図 アジア太平洋地上２４時間予想図
アジア太平洋地上４８時間予想図 アジア太平洋海上悪天２４時間予想図
アジア太平洋海上悪天４８時間予想図 スモッグ気象情報 全般スモッグ気象情報 熱中症警戒アラート
高温注意情報 府県高温注意情報 全般天候情報 地方天候情報 異常天候早期警戒情報 早期天候情報
府県天候情報 全般１か月予報 全般３か月予報 全般暖・寒候期予報 地方１か月予報 地方３か月予報
地方暖・寒候期予報 全般季節予報（２週間気温予報） 地方季節予報（２週間気温予報）
警報級の可能性（明日まで） 警報級の可能性（明後日以降） 早期注意情報（明日まで）
早期注意情報（明後日以降） 早期注意情報（明後日まで） 早期注意情報（３日先以降） 大雨危険度通知
全般気象解説情報 地方気象解説情報 府県気象解説情報 全般気象解説情報（潮位）
地方気象解説情報（潮位） 府県気象解説情報（潮位） 全般潮位情報 地方潮位情報 府県潮位情報
府県海氷予報 地方海氷予報 津波警報・注意報・予報a 津波情報a 沖合の津波観測に関する情報
国際津波関連情報 震源に関する情報 顕著な地震の震源要素更新のお知らせ 地震回数に関する情報
地震の活動状況等に関する情報 長周期地震動に関する観測情報 緊急地震速報（予報）
緊急地震速報（地震動予報） 緊急地震速報配信テスト リアルタイム震度電文
北海道・三陸沖後発地震注意情報 南海トラフ地震関連解説情報 地震・津波に関するお知らせ
火山に関するお知らせ 火山の状況に関する解説情報 推定噴煙流向報
火山現象に関する海上警報・海上予報
"""
_ROUTINE = frozenset(_ROUTINE_TITLES.split())


def kind_of(title: str) -> Kind:
    """Return the kind of a title; a title not on the list is unknown, never routine."""
    if title.startswith(_NEW_WEATHER):
        return Kind.WEATHER
    return _BY_TITLE.get(title, Kind.ROUTINE if title in _ROUTINE else Kind.UNKNOWN)
