"""Reads `plan/*.yaml` and checks what one file says against the others."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tsunagaru.kernel.folder import Definition, Document, Folder
from tsunagaru.plan.definitions.shapes import (
    FactsShape,
    InitiativeShape,
    InitiativesShape,
    PlanShape,
    PoliciesShape,
    PolicyShape,
    TieShape,
    TiesShape,
)
from tsunagaru.plan.rules.strategy import WALL_GROUP, WALL_KINDS

PLAN = "plan/plan.yaml"
POLICIES = "plan/policies.yaml"
INITIATIVES = "plan/initiatives.yaml"
TIES = "plan/ties.yaml"
FACTS = "plan/facts/{kind}.yaml"
ORGANISATION = "organisation.yaml"

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class ParsedStrategy:
    """What the files of the strategy say."""

    plan: PlanShape
    policies: tuple[PolicyShape, ...]
    initiatives: tuple[InitiativeShape, ...]
    ties: tuple[TieShape, ...] = ()
    kinds: dict[str, FactsShape] = field(default_factory=dict)


def read(folder: Folder) -> ParsedStrategy | None:
    """Validate the strategy's files; None when one of them cannot be read."""
    plan = folder.read(PLAN, PlanShape)
    policies = folder.read(POLICIES, PoliciesShape)
    initiatives = folder.read(INITIATIVES, InitiativesShape)
    ties = folder.read(TIES, TiesShape) if folder.has(TIES) else TiesShape(ties=())
    kinds = _facts(folder)
    if plan is None or policies is None or initiatives is None or ties is None or kinds is None:
        return None
    _check_policies(folder.document(POLICIES), policies)
    _check_initiatives(folder.document(INITIATIVES), policies, initiatives)
    if ties.ties:
        known = {row.number for row in initiatives.initiatives}
        _check_ties(folder, ties, known, walls_of(kinds))
    numbered = tuple(sorted(initiatives.initiatives, key=lambda row: row.number))
    tied = tuple(sorted(ties.ties, key=lambda tie: tie.initiative))
    return ParsedStrategy(plan, policies.policies, numbered, tied, kinds)


def walls_of(kinds: dict[str, FactsShape]) -> set[str]:
    """Return the keys of the walls (壁) among the facts."""
    facts = [fact for kind in WALL_KINDS if kind in kinds for fact in kinds[kind].facts]
    return {fact.key for fact in facts if fact.group == WALL_GROUP}


def _facts(folder: Folder) -> dict[str, FactsShape] | None:
    kinds: dict[str, FactsShape] = {}
    files = folder.files("plan/facts/*.yaml")
    for file in files:
        shape = folder.read(file, FactsShape)
        if shape is not None:
            keys = [fact.key for fact in shape.facts]
            _check_once(folder.document(file), keys, lambda place: ("facts", place, "key"))
            kinds[file.removeprefix("plan/facts/").removesuffix(".yaml")] = shape
    return kinds if len(kinds) == len(files) else None


def _check_policies(document: Document, shape: PoliciesShape) -> None:
    numbers = [policy.number for policy in shape.policies]
    _check_once(document, numbers, lambda place: ("policies", place, "number"))
    for place, policy in enumerate(shape.policies):
        for step, measure in enumerate(policy.measures):
            if not measure.number.startswith(f"{policy.number}-"):
                ja = f"基本施策の番号は「{policy.number}-」で始めてください。"
                en = f"A measure of this policy begins with “{policy.number}-”."
                document.refuse(("policies", place, "measures", step, "number"), ja, en)
        measures = [measure.number for measure in policy.measures]
        _check_measures(document, measures, place)


def _check_measures(document: Document, numbers: list[str], policy: int) -> None:
    _check_once(document, numbers, lambda step: ("policies", policy, "measures", step, "number"))


def _check_initiatives(
    document: Document, policies: PoliciesShape, shape: InitiativesShape
) -> None:
    known = {measure.number for policy in policies.policies for measure in policy.measures}
    numbers = [initiative.number for initiative in shape.initiatives]
    _check_once(document, numbers, lambda place: ("initiatives", place, "number"))
    for place, initiative in enumerate(shape.initiatives):
        _check_known(document, initiative.measure, known, ("initiatives", place, "measure"))


def _check_ties(folder: Folder, shape: TiesShape, initiatives: set[int], walls: set[str]) -> None:
    document, sections = folder.document(TIES), _section_codes(folder)
    _check_once(document, [tie.initiative for tie in shape.ties], lambda n: ("ties", n))
    for place, tie in enumerate(shape.ties):
        _check_known(document, tie.initiative, initiatives, ("ties", place, "initiative"))
        for step, wall in enumerate(tie.walls):
            _check_known(document, wall, walls, ("ties", place, "walls", step))
        for step, section in enumerate(tie.sections):
            _check_known(document, section, sections, ("ties", place, "sections", step))


def _section_codes(folder: Folder) -> set[str]:
    data = folder.document(ORGANISATION).data
    rows = data.get("sections") if isinstance(data, dict) else None
    given = rows if isinstance(rows, list) else []
    return {str(row["code"]) for row in given if isinstance(row, dict) and "code" in row}


def _check_once(
    document: Document, names: Sequence[str | int], place_of: Callable[[int], Path]
) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            ja = f"「{name}」が2回あります。"
            document.refuse(place_of(place), ja, f"“{name}” stands twice.")


def _check_known(
    document: Document, name: str | int, known: Iterable[str | int], path: Path
) -> None:
    if name not in set(known):
        document.refuse(path, f"「{name}」は定められていません。", f"“{name}” is not defined.")


def shapes_of(parsed: ParsedStrategy) -> dict[str, Definition]:
    """Return every file of the strategy with its content (ファイルごとの内容)."""
    files: dict[str, Definition] = {
        PLAN: parsed.plan,
        POLICIES: PoliciesShape(policies=parsed.policies),
        INITIATIVES: InitiativesShape(initiatives=parsed.initiatives),
        TIES: TiesShape(ties=parsed.ties),
    }
    return files | {FACTS.format(kind=kind): shape for kind, shape in parsed.kinds.items()}
