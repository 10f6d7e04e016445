"""What people of a simulated town propose (模擬のアイデアの文)."""

from tsunagaru.services.hearing.services.listing import IdeaWords

# What each round is about, and the initiatives of the plan it belongs to.
ROUNDS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    (
        "図書館をもっと使いたく",
        "町立図書館を、もっと使いやすく楽しい場所にするアイデアを募ります。",
        (19,),
    ),
    (
        "町のお知らせを届きやすく",
        "町からのお知らせが、必要な方にきちんと届くためのアイデアを募ります。",
        (5, 23),
    ),
)
IDEAS: tuple[tuple[IdeaWords, ...], ...] = (
    (
        IdeaWords("夜の図書館", "金曜日だけ、夜8時まで開けてほしいです。仕事の帰りに寄れます。"),
        IdeaWords("予約した本を駅で受け取る", "駅のロッカーで、予約した本を受け取りたいです。"),
        IdeaWords("話してもよい部屋", "小さな子と声を出して読める部屋があるとうれしいです。"),
        IdeaWords("学校への巡回", "学期に一度、本を積んだ車が学校を回ると楽しいと思います。"),
        IdeaWords("大きな字の本の棚", "大きな字の本を、入口の近くの一つの棚に集めてください。"),
        IdeaWords("郷土の写真展", "古い町の写真を持ち寄って、一年に一度並べたいです。"),
    ),
    (
        IdeaWords(
            "回覧は一枚目に要点", "回覧のはじめに、期限とすることだけを大きく書いてほしいです。"
        ),
        IdeaWords(
            "読み上げる電話", "電話をかけると、その週のお知らせを聞けるようにしてほしいです。"
        ),
        IdeaWords("買い物の場所にも掲示", "お店の入口にも、町のお知らせの画面を置いてください。"),
        IdeaWords("絵で分かるごみの日", "ごみの日のお知らせに、品物の絵を付けてほしいです。"),
        IdeaWords("やさしい日本語の日", "月に一度、やさしい日本語だけの広報を出してほしいです。"),
        IdeaWords("届かない方への声かけ", "スマートフォンのない方には、組長から声をかけたいです。"),
    ),
)
MOST = min(len(ideas) for ideas in IDEAS)


def said(number: int, place: int) -> IdeaWords:
    """Return the next idea of a round.

    Args:
        number: the round's, from 1.
        place: how many ideas came before it.
    """
    ideas = IDEAS[(number - 1) % len(IDEAS)]
    return ideas[place % len(ideas)]
