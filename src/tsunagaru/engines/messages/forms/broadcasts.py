"""What staff write to send to many (配信の入力欄)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms

from tsunagaru.engines.messages.forms.wishes import CHOOSE
from tsunagaru.engines.messages.models import Broadcast
from tsunagaru.engines.messages.models.broadcasts import Lane
from tsunagaru.engines.messages.queries.topics import topics, topics_of
from tsunagaru.engines.messages.rules import audience as audiences
from tsunagaru.engines.messages.services.comparing import Comparing
from tsunagaru.engines.messages.services.composing import Draft
from tsunagaru.ground.people.api import sections
from tsunagaru.ground.places import api as places
from tsunagaru.ground.ui.boxes import Line, Sentence
from tsunagaru.ground.ui.moments import DayField, TimeBox, moment_of
from tsunagaru.kernel.access import Actor, Role
from tsunagaru.kernel.calendar import format_era_date
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.kernel.offers import installed
from tsunagaru.kernel.segments import SegmentFact

NEWS, SAFETY = str(int(Lane.NEWS)), str(int(Lane.SAFETY))
LANES = [(NEWS, "お知らせ"), (SAFETY, "安否（静かな時間にも届きます）")]
LONGEST_TITLE, LONGEST_BODY = 100, 3000
TEXTS = {"ja": "", "ja-easy": "_easy", "en": "_en"}
FOLDED = {"_easy": "やさしい日本語の文面を書く", "_en": "英語の文面を書く"}
UNUSED = (
    "配信する日か時刻が入力されています。「日時を決める」を選ぶか、日と時刻を空にしてください。"
)


def facts() -> list[SegmentFact]:
    """Return by what residents can be chosen besides topic and district (対象の条件)."""
    return [fact for offers in installed() for fact in offers.segments]


@dataclass(frozen=True)
class Folded:
    """Boxes that are folded away until one of them is needed (たたんだ入力欄)."""

    summary: str
    fields: list[Any]

    @property
    def is_open(self) -> bool:
        """Tell whether anything is written in one of them, or wrong."""
        return any(field.value() or field.errors for field in self.fields)


def translated(form: forms.Form, prefix: str = "") -> list[Folded]:
    """Return the boxes of a text in other words than Japanese (ほかの言葉の文面)."""
    return [
        Folded(summary, [form[f"{prefix}{part}{end}"] for part in ("title", "body")])
        for end, summary in FOLDED.items()
    ]


def _body(label: str, **more: Any) -> Sentence:  # noqa: ANN401 - Sentence's
    return Sentence(label=label, max_length=LONGEST_BODY, **more)


class BroadcastForm(forms.Form):
    """A message to many: texts, whom it is for, and when it leaves (配信)."""

    title = Line(label="件名", needed="件名を入力してください。", max_length=LONGEST_TITLE)
    body = _body("本文")
    title_easy = Line(label="件名（やさしい日本語）", required=False, max_length=LONGEST_TITLE)
    body_easy = _body("本文（やさしい日本語）", required=False)
    title_en = Line(label="件名（英語）", required=False, max_length=LONGEST_TITLE)
    body_en = _body("本文（英語）", required=False)
    topic = forms.ChoiceField(
        label="話題",
        required=False,
        help_text="この話題を選んだ方に届きます。選ばなければ、登録しているすべての方に届きます。",
    )
    districts = forms.MultipleChoiceField(
        label="区",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="選ばなければ、すべての区に届きます。",
    )
    lane = forms.ChoiceField(label="種類", choices=LANES, widget=forms.RadioSelect, initial=NEWS)
    section = forms.ChoiceField(label="担当課")
    when = forms.ChoiceField(
        label="配信する時",
        choices=[("now", "承認されたらすぐ"), ("at", "日時を決める")],
        widget=forms.RadioSelect,
        initial="now",
    )
    send_on = DayField(
        label="配信する日",
        required=False,
        max_length=40,
        help_text="日時を決めるときだけ入力してください。例：令和8年12月8日、2026-12-08",
    )
    send_time = TimeBox(
        label="配信する時刻",
        required=False,
        help_text="例：10:00、10時30分",
        error_messages={"invalid": "配信する時刻は「10:00」のように入力してください。"},
    )

    def __init__(self, actor: Actor, at: datetime, data: Any = None, initial: Any = None) -> None:  # noqa: ANN401 - POST
        super().__init__(data, initial=initial)
        self._at = at
        for name in ("topic", "districts", "lane", "section", "when"):
            self.fields[name].error_messages |= CHOOSE
        mine = sorted(actor.sections(Role.CLERK, Role.HEAD))
        everybody = ("", "すべての登録者")
        allowed = [(one.code, one.name.ja) for one in topics_of(mine)]
        self._offer("topic", [everybody, *allowed])
        self._offer("districts", [(one.code, one.name) for one in places.districts()])
        self._offer("section", _named(mine))
        if len(mine) == 1:
            self.fields["section"].initial = mine[0]
        for fact in facts():
            self.fields[f"fact-{fact.name}"] = forms.MultipleChoiceField(
                label=fact.title,
                required=False,
                choices=list(fact.values()),
                widget=forms.CheckboxSelectMultiple,
            )

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]  # a choice field

    @property
    def text_fields(self) -> list[Any]:
        """Return the boxes of the text in Japanese."""
        return [self["title"], self["body"]]

    @property
    def translations(self) -> list[Folded]:
        """Return the boxes of the texts in other words, folded (ほかの言葉)."""
        return translated(self)

    @property
    def target_fields(self) -> list[Any]:
        """Return the boxes that say whom it is for, without the districts."""
        return [self["topic"], *(self[f"fact-{fact.name}"] for fact in facts())]

    @property
    def other_fields(self) -> list[Any]:
        """Return the boxes that say how and when."""
        return [self["lane"], self["section"], self["when"], self["send_on"], self["send_time"]]

    def clean(self) -> dict[str, Any]:
        """A translation has title and body; a newsletter has a topic where the town has some."""
        data = super().clean() or {}
        for end in ("_easy", "_en"):
            if bool(data.get(f"title{end}")) != bool(data.get(f"body{end}")):
                missing = f"body{end}" if data.get(f"title{end}") else f"title{end}"
                self.add_error(missing, "件名と本文の両方を入力してください。")
        self._read_moment(data)
        news = data.get("lane") == NEWS
        if news and topics() and not data.get("topic") and "topic" not in self.errors:
            self.add_error("topic", "話題を選んでください。")
        return data

    def _read_moment(self, data: dict[str, Any]) -> None:
        """A moment is a day and a time still to come; one that would not count is told."""
        boxes = {"send_on": "配信する日", "send_time": "配信する時刻"}
        data["send_at"] = None
        if data.get("when") != "at":
            if any(self.data.get(name) for name in boxes):
                self.add_error("when", UNUSED)
            return
        for name, label in boxes.items():
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, f"{label}を入力してください。")
        if any(name in self.errors for name in boxes):
            return
        data["send_at"] = moment_of(data["send_on"], data["send_time"]).astimezone(UTC)
        if data["send_at"] <= self._at:
            self.add_error("send_on", "これからの日時を入力してください。")

    def plain_draft(self, comparing: Comparing | None = None) -> Draft:
        """Return what was written, as the service takes it."""
        data = self.cleaned_data
        texts = {
            language: {"title": data[f"title{end}"], "body": data[f"body{end}"]}
            for language, end in TEXTS.items()
            if data[f"title{end}"]
        }
        chosen = ((fact.name, tuple(data[f"fact-{fact.name}"])) for fact in facts())
        audience = audiences.Audience(
            topics=(data["topic"],) if data["topic"] else (),
            districts=tuple(data["districts"]),
            facts=tuple((name, values) for name, values in chosen if values),
        )
        return Draft(
            texts=texts,
            audience=audience,
            section=data["section"],
            lane=Lane(int(data["lane"])),
            topic=data["topic"],
            send_at=data["send_at"],
            comparing=comparing,
        )


def _named(codes: Iterable[str]) -> list[tuple[str, str]]:
    names = {one.code: one.name for one in sections()}
    return [(code, names.get(code, code)) for code in codes]


def written_in(row: Broadcast) -> dict[str, Any]:
    """Return what the form of a draft shows at first."""
    audience = audiences.read(row.audience)
    texts = {
        f"{part}{end}": row.texts.get(language, {}).get(part, "")
        for language, end in TEXTS.items()
        for part in ("title", "body")
    }
    return {
        **texts,
        "topic": row.topic,
        "districts": list(audience.districts),
        "lane": str(row.lane),
        "section": row.section,
        "when": "at" if row.send_at else "now",
        "send_on": format_era_date(day_of(row.send_at)) if row.send_at else "",
        "send_time": f"{local(row.send_at):%-H:%M}" if row.send_at else "",
        **{f"fact-{name}": list(values) for name, values in audience.facts},
    }


class ReasonForm(forms.Form):
    """Why a text is given back (差戻しの理由)."""

    reason = Sentence(label="差し戻す理由", max_length=500)
