"""Any plan that can be written can be loaded, dumped and loaded again without loss."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tsunagaru.kernel.folder import Folder
from tsunagaru.kernel.folder.writer import write_yaml
from tsunagaru.plan.api import TOWN_PART
from tsunagaru.plan.definitions.shapes import (
    FactShape,
    FactsShape,
    Highlight,
    InitiativeShape,
    MeasureShape,
    Period,
    PlanShape,
    PolicyShape,
    Sheet,
    Source,
)
from tsunagaru.plan.definitions.strategy import ParsedStrategy, shapes_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, tzinfo=UTC)

characters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
texts = st.text(characters, min_size=1, max_size=30).map(str.strip).filter(bool)
words = st.none() | texts
codes = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5})?", fullmatch=True)
sources = st.none() | st.builds(
    Source,
    chapter=texts,
    page=st.none() | st.integers(0, 999),
    page_inferred=st.booleans(),
    heading=texts,
    lines=st.lists(st.integers(1, 2000), min_size=1, max_size=3).map(tuple),
)
facts = st.builds(
    FactShape,
    key=codes,
    title=texts,
    text=words,
    points=st.lists(texts, max_size=3).map(tuple),
    number=st.none() | st.floats(-1e9, 1e9),
    unit=words,
    group=words,
    note=words,
    source=sources,
    origin=st.none() | st.just("https://example.jp/page?a=1#b"),
)
kinds = st.dictionaries(
    codes,
    st.builds(
        FactsShape,
        title=texts,
        lead=words,
        order=st.integers(0, 99),
        facts=st.lists(facts, min_size=1, max_size=3, unique_by=lambda f: f.key).map(tuple),
    ),
    max_size=2,
)
initiatives = st.lists(
    st.builds(
        InitiativeShape,
        number=st.integers(1, 999),
        title=texts,
        priority=st.booleans(),
        measure=st.just("I-①"),
        booklet_page=st.none() | st.integers(0, 99),
        sheet=st.builds(Sheet, **dict.fromkeys(Sheet.model_fields, words)),
        highlight=st.none() | st.builds(Highlight, title=texts, text=texts, source=sources),
        source=sources,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda shape: shape.number,
)
plans = st.builds(
    ParsedStrategy,
    plan=st.builds(
        PlanShape,
        version=st.just("2.0.1"),
        title=texts,
        edition=words,
        period=st.just(Period(from_fiscal_year=2027, to_fiscal_year=2031)),
        source=sources,
    ),
    policies=st.builds(
        lambda measure, title, text: (
            PolicyShape(number="I", title=title, text=text, measures=(measure,)),
        ),
        st.builds(MeasureShape, number=st.just("I-①"), title=texts, source=sources),
        texts,
        texts,
    ),
    initiatives=initiatives.map(lambda rows: tuple(sorted(rows, key=lambda row: row.number))),
    kinds=kinds,
)


@given(plans)
@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
def test_load_dump_load_is_load(plan):
    with TemporaryDirectory() as place:
        written, dumped = Folder(Path(place) / "a"), Path(place) / "b"
        for file, shape in shapes_of(plan).items():
            written.write(file, write_yaml(shape))
        first = TOWN_PART.read(Folder(written.root))
        assert first == plan
        TOWN_PART.apply(plan, at=AT)
        TOWN_PART.dump(Folder(dumped))
        assert TOWN_PART.read(Folder(dumped)) == plan
        assert TOWN_PART.apply(plan, at=AT) == []
        for file, shape in shapes_of(plan).items():
            assert (dumped / file).read_text() == write_yaml(shape)
