"""Spelling variants that a search looks through (異体字・送り仮名).

A search should rather find too much than too little: 別字 that people mix up are folded, too.
"""

import re

# In each word the first sign is the common one, those after it are folded into it.
_KANJI = """
高髙 崎﨑嵜 塚塚 斉齊斎齋 辺邊邉 浜濱濵 沢澤 広廣 国國圀 学學斈 桜櫻 竜龍 真眞 島嶋嶌 恵惠
栄榮 吉𠮷 徳德 静靜 寿壽 弥彌 条條 万萬 与與 実實 蔵藏 譲讓 豊豐 滝瀧 瀬瀨 曽曾 桧檜 荘莊 会會
県縣 区區 土圡 号號 図圖 証證 鉄鐵 駅驛 富冨 梅楳 館舘 黒黑 緑綠 清淸 青靑 鶴靏靍 涙淚 暦曆
歴歷 巌巖 岳嶽 峰峯 杉椙 柳栁 検檢 剣劍劒剱 険險 顕顯 総總 聴聽 亀龜 円圓 塩鹽 応應 奥奧 横橫
温溫 価價 楽樂 巻卷 関關 観觀 気氣 帰歸 旧舊 挙擧 教敎 郷鄕 暁曉 勲勳 薫薰 芸藝 経經 軽輕 継繼
欠缺 権權 厳嚴 児兒 釈釋 収收 従從 渋澁 縦縱 処處 将將 渉涉 焼燒 乗乘 浄淨 剰剩 畳疊 穣穰 嬢孃
触觸 慎愼 尽盡 粋粹 随隨 数數 声聲 節節 専專 銭錢 浅淺 践踐 繊纖 禅禪 双雙 壮壯 捜搜 巣巢 争爭
増增 続續 属屬 対對 体體 台臺 択擇 担擔 単單 団團 断斷 昼晝 虫蟲 鋳鑄 庁廳 鎮鎭 点點 伝傳 灯燈
当當 党黨 闘鬪 独獨 読讀 届屆 弐貳 悩惱 脳腦 廃廢 拝拜 売賣 麦麥 発發 抜拔 払拂 仏佛 並竝 変變
弁辨辯瓣 宝寶 没沒 満滿 黙默 訳譯 薬藥 予豫 余餘 誉譽 揺搖 様樣 謡謠 来來 頼賴 覧覽 両兩 猟獵
塁壘 励勵 霊靈 齢齡 恋戀 炉爐 労勞 楼樓 湾灣 蛍螢 桑桒 曳曵 祢禰 桝枡 籠篭 薮藪籔 頬頰 剥剝
填塡 嘘噓 掴摑 繋繫 掻搔 蝉蟬 騨驒 逸逸 隣鄰 裏裡 群羣 略畧 針鍼 阪坂 須湏 藤籐 淵渕渊 船舩
橋槗 達逹
"""

KANJI_VARIANTS = {
    variant: word[0] for word in _KANJI.split() for variant in word[1:] if variant != word[0]
}
"""Variant kanji to the common one (異体字・旧字体)."""

# Words whose kana people write in several ways; with the kana dropped all spellings are equal.
_WORDS = """
申し?込み? 申し?出 申し?立て? 引っ?越し? 手続き? 届け?出? 取り?消し? 取り?扱い? 取り?組み?
取り?下げ? 取り?決め? 受け?付け? 受け?取り? 受け?入れ? 問い?合わ?せ? 打ち?合わ?せ?
待ち?合わ?せ? 貸し?出し? 貸し?付け? 払い?戻し? 払い?込み? 支払い? 振り?込み? 振り?替え?
書き?換え? 買い?物 組み?立て? 積み?立て? 見積も?り? 見舞い? 立ち?会い? 立ち?入り?
差し?押さ?え? 差し?戻し? 繰り?越し? 繰り?上げ? 切り?替え? 割り?引き? 割り?当て? 売り?上げ?
呼び?出し? 乗り?換え? 乗り?場 建て?替え? 締め?切り? 入り?口 預か?り? 預け?入れ? 明け?渡し?
落と?し物 忘れ?物 終わ?り 変わ?り
"""
_FOLDED = {ord("け"): "ガ"} | {
    code: chr(code + 0x60) for code in range(0x3041, 0x3097) if code != ord("け")
}
OKURIGANA_VARIANTS = re.compile("|".join(_WORDS.translate(_FOLDED).split()))
"""Such words in folded form, hiragana as katakana and け as ガ (送り仮名)."""
