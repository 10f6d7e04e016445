"""Buttons inside a page (ページ内のボタン): they change what is shown and lose nothing typed.

None needs JavaScript: each is a submit button, and the page comes back as it was typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tsunagaru.engines.questionnaires.definitions import GroupField, PlaceField, Questionnaire
from tsunagaru.engines.questionnaires.queries.answers import Raw, Written
from tsunagaru.engines.questionnaires.queries.entries import HIGHEST_KEY, entry_name, keys_in
from tsunagaru.engines.questionnaires.queries.filling import groups_on, page_of
from tsunagaru.engines.questionnaires.queries.household import Household, member_raw
from tsunagaru.engines.questionnaires.queries.lookup import look_up, questions_posted
from tsunagaru.engines.questionnaires.queries.messages import FieldProblem
from tsunagaru.engines.questionnaires.queries.pointing import press_map, written_raw
from tsunagaru.ground.ui.phrases import say

REFRESH = "_refresh"
"""Name of the button that shows the page anew, with the questions the answers lead to."""
ADDED = "{entry}の欄を追加しました。"
REMOVED = "{entry}を取り消しました。"
MOVED = "順番を入れ替えました。"
CHOSEN = "{count}人を入力しました。"
REFRESHED = "回答に合わせて、質問を更新しました。"


@dataclass(frozen=True)
class Pressed:
    """A page after one of its buttons (ボタンの結果): to be kept as far as it can be read.

    Args:
        raw: what was posted, as the page shows it again.
        errors: what is wrong, when the button could not do its work.
        note: what was done, in one sentence.
        looks_up: whether only an address was looked up; nothing is kept then.
    """

    raw: Mapping[str, list[str]]
    errors: tuple[FieldProblem, ...] = ()
    note: str = ""
    looks_up: bool = False


def press(
    form: Questionnaire,
    page_code: str,
    raw: Raw,
    *,
    language: str,
    today: date,
    household: Household = (),
) -> Pressed | None:
    """Answer a button inside a page (ページ内のボタン).

    Returns:
        None when the page is to be left by one of its own buttons.

    Raises:
        NoSuchPage: there is no such page.
    """
    if looked := look_up(form, page_code, raw, language=language):
        return Pressed(looked.raw, looked.errors, looks_up=True)
    found = _press_map(form, page_code, raw, language)
    for group in groups_on(page_of(form, page_code)):
        found = found or _press_in(group, raw, language, today, household)
    if found is None and REFRESH in raw:
        kept = {name: list(values) for name, values in raw.items() if name != REFRESH}
        return Pressed(kept, note=say(REFRESHED, language))
    return found


def _press_map(form: Questionnaire, page_code: str, raw: Raw, language: str) -> Pressed | None:
    """Answer a tap on the map of a place, or one of the buttons beside it."""
    for question in questions_posted(page_of(form, page_code), raw):
        if isinstance(question, PlaceField) and (done := press_map(question, raw, language)):
            return Pressed(written_raw(question, raw, done.written), done.errors, done.note)
    return None


def _press_in(
    group: GroupField, raw: Raw, language: str, today: date, household: Household
) -> Pressed | None:
    code, keys = group.code, keys_in(group, raw)
    posted = {name: list(values) for name, values in raw.items()}
    if f"{code}-add" in raw:
        note = ""
        if len(keys) < group.most:
            keys.append(_next(keys))
            note = say(ADDED, language, entry=group.heading(len(keys)))
    elif (key := _number(raw, f"{code}-remove")) in keys:
        note = say(REMOVED, language, entry=group.heading(keys.index(key) + 1))
        keys.remove(key)
    elif (key := _number(raw, f"{code}-up")) in keys:
        note = say(MOVED, language)
        _move_up(keys, key)
    elif f"{code}-choose" in raw:
        note = _choose(group, posted, keys, household, today, language)
    else:
        return None
    posted[entry_name(code)] = [str(key) for key in keys]
    return Pressed(posted, note=note)


def _number(raw: Raw, name: str) -> int:
    typed = (raw.get(name) or ("",))[-1][:4]
    return int(typed) if typed.isascii() and typed.isdecimal() else 0


def _next(keys: list[int]) -> int:
    """Return a number no entry has; pages number their entries anew each time."""
    return next(key for key in range(max(keys, default=0) + 1, HIGHEST_KEY + 2) if key not in keys)


def _move_up(keys: list[int], key: int) -> None:
    place = keys.index(key)
    if place:
        keys[place - 1], keys[place] = keys[place], keys[place - 1]


def _choose(
    group: GroupField,
    posted: Written,
    keys: list[int],
    household: Household,
    today: date,
    language: str,
) -> str:
    """Enter the chosen members of the household, first into entries left blank."""
    count = 0
    for typed in dict.fromkeys(posted.get(f"{group.code}-member", ())):
        place = int(typed[:4]) if typed.isascii() and typed.isdecimal() else -1
        blank = next((key for key in keys if _is_blank(group, key, posted)), 0)
        key = blank or _next(keys)
        written = member_raw(group, household, place, key, today)
        if written is None or (not blank and len(keys) >= group.most):
            continue
        keys += [] if blank else [key]
        posted |= written
        count += 1
    return say(CHOSEN, language, count=count) if count else ""


def _is_blank(group: GroupField, key: int, posted: Raw) -> bool:
    """Tell whether nothing stands in any box of an entry (未記入の件か)."""
    mine = f"{group.code}-{key}-"
    return not any(any(values) for name, values in posted.items() if name.startswith(mine))
