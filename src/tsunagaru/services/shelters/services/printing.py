"""The list on paper (引継ぎ名簿): by family, with what each needs; for staff only."""

from datetime import datetime

from django.db import transaction

from tsunagaru.ground.documents import api as documents
from tsunagaru.ground.ledger.api import audit
from tsunagaru.ground.places import api as places
from tsunagaru.kernel.access import Actor
from tsunagaru.kernel.clock import day_of, local
from tsunagaru.services.shelters.models import Opening
from tsunagaru.services.shelters.queries import people, sites
from tsunagaru.services.shelters.queries.people import PersonView
from tsunagaru.services.shelters.services.opening import codes

COLUMNS = (
    ("家族", "right", 0.5),
    ("番号", "left", 0.7),
    ("氏名（フリガナ）", "left", 2.2),
    ("生年月日", "left", 1.1),
    ("状態", "left", 0.8),
    ("配慮", "left", 2.0),
    ("くわしく・ペット", "left", 2.6),
    ("到着", "left", 0.9),
)
NOTES = (
    "職員だけが見る名簿です。終わったら、鍵のかかる所にしまうか、細かく切って捨てます。",
    "氏名の前の「●」は、ここにいることをだれにも知らせない希望の方です。",
    "まだ送っていない端末の記録は、この名簿にありません。",
)


@transaction.atomic
def handover_list(opening: Opening, *, by: Actor, at: datetime) -> bytes:
    """Return the list of who is at a shelter, as PDF, and audit it (引継ぎ名簿).

    Characters without a glyph are printed as 〓, rather than printing nothing in an emergency.
    """
    found = people.families(people.at_shelter(opening))
    view, town = sites.view(opening), places.town()
    drill = "【訓練】" if opening.run.drill else ""
    moment = local(at)
    many = f"滞在{view.people}人・外出{view.out}人・{len(found)}家族"
    data = {
        "town": town.name.ja if town else "",
        "title": f"{drill}避難所引継ぎ名簿",
        "subtitle": f"{view.shape.name.ja}　{moment:%H:%M}現在　{many}",
        "as_of": day_of(at),
        "columns": [{"title": t, "align": a, "width": w} for t, a, w in COLUMNS],
        "rows": [_row(number, one) for number, group in enumerate(found, start=1) for one in group],
        "notes": NOTES,
        "landscape": True,
    }
    audit(actor=by, action="shelter.list_printed", subject=opening.pk, at=at, facts=codes(opening))
    return documents.render("list_report", data, at=at, substitute=True)


def _row(number: int, one: PersonView) -> list[str]:
    pets = f"ペット{one.pets}" if one.pets else ""
    arrived = one.row.arrived_at
    return [
        str(number),
        one.row.tag,
        f"{'●' if one.row.hidden else ''}{one.name}" + (f"\n{one.kana}" if one.kana else ""),
        one.born.isoformat() if one.born else "",
        one.state,
        "、".join(one.needs),
        "\n".join(part for part in (one.note, pets) if part),
        f"{local(arrived):%m/%d %H:%M}" if arrived else "",
    ]
