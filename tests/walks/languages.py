"""What language a page is in (言語): no English in Japanese, no Japanese in English."""

import re
from functools import cache
from urllib.parse import urlsplit

from tests.walks.filling import codes, definition
from tests.walks.journeys import empty_boxes
from tests.walks.steps import main_of
from tests.walks.town import ROOT
from tsunagaru.ground.ui.phrases import say

TYPED = {
    "小山町", "静岡県", "駿東郡", "写真", "犬", "ぬぬぬ", "番地", "番地の",
    "一花", "二郎", "イチカ", "ジロウ",
}  # fmt: skip
WORD = re.compile(r"(?<![\w@./:?=&-])[A-Za-z][A-Za-z]+(?![\w@./:?=&-]*[\d@])")
JAPANESE = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u4e00-\u9fff]+")
# Words of everyday Japanese that are written in letters, and the names of the choices.
KNOWN = {
    "LINE", "PDF", "DX", "ICT", "JSON", "CIO", "CISO", "AI", "URL", "SNS", "English", "Cookie",
    "CSV", "Excel", "API", "OpenAPI", "YAML", "localhost",
    "JPEG", "PNG", "MB", "KB", "QR", "Wi", "Fi", "PC", "ID", "ZEH", "example", "jp", "cm", "kWh",
}  # fmt: skip
# What the reader reads: text in the page's own language, boxes and buttons marked otherwise apart;
# codes, and what somebody wrote into a box, are nobody's language.
READ = """() => {
  const language = document.documentElement.lang, found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const one = walk.currentNode, holder = one.parentElement;
    const unseen = holder.closest("script,style,svg,noscript,.code,code,textarea");
    if (holder.closest("[lang]")?.lang === language && !unseen)
      found.push(one.textContent.trim());
  }
  return [document.title, ...found].filter(text => text);
}"""


@cache
def words_of_the_town():
    """Return the words in letters that the town's own texts use in Japanese sentences."""
    plan = ROOT / "towns" / "oyama"
    files = [*plan.glob("plan/**/*.yaml"), plan / "indicators.yaml"]
    texts = [path.read_text(encoding="utf-8") for path in files]
    return set(re.findall(r"[A-Za-z]+", " ".join(texts)))


def in_languages(page, languages, stop):
    """Read the page of a stop in each of some languages, and go back to Japanese."""
    address, read = page.url, {}
    for language in languages:
        choose(page, language)
        page.goto(address)
        button = main_of(page).get_by_role("button", name=say("次へ進む", language), exact=True)
        if stop.endswith("誤り") and button.count():
            empty_boxes(page)
            button.click()
        read[language] = page.evaluate(READ)
    choose(page, "ja")
    page.goto(address)
    return read


def choose(page, language):
    """Choose the language of the next pages."""
    site = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
    page.context.add_cookies([{"name": "language", "value": language, "url": site}])


def leaves(value):
    """Yield every text of an example of answers."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, str) and JAPANESE.search(value):
        yield value


def districts():
    """Return the names of the town's districts and areas."""
    town = ROOT / "towns" / "oyama"
    tables = [town / "districts.csv", town / "areas.csv"]
    words = re.split(r"[,\n]", "\n".join(table.read_text(encoding="utf-8") for table in tables))
    return [word for word in words if JAPANESE.fullmatch(word)]


def own_words(accounts):
    """Return the names and answers of people, which are shown as they were typed."""
    typed = {text for code in codes() for text in leaves(definition(code)["demo"]["examples"])}
    typed |= set(districts())
    names = {part for account in accounts.values() for part in account["name"].split()}
    return sorted(typed | names | TYPED, key=len, reverse=True)


def foreign_words(page, lines):
    """Return the words of Japanese lines that are not Japanese."""
    allowed = KNOWN | (words_of_the_town() if "/plan/" in page.url else set())
    return sorted({word for line in lines for word in WORD.findall(line)} - allowed)


def without(line, words):
    """Return a line without these words."""
    for word in words:
        line = line.replace(word, "")
    return line


def mixtures(page, stop, own):
    """Return the words of another language on a page, read in each of its languages.

    Args:
        own: names and answers, which are shown as they were typed.
    """
    found = {"ja": foreign_words(page, page.evaluate(READ))}
    if own is not None:
        read = in_languages(page, ("ja-easy", "en"), stop)
        found["ja-easy"] = foreign_words(page, read["ja-easy"])
        mixed = [line for line in read["en"] if JAPANESE.search(line)]
        found["en"] = [line for line in mixed if JAPANESE.search(without(line, own))][:6]
    return {language: words for language, words in found.items() if words}
