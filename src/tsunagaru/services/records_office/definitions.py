"""Reader of ``retention.yaml`` in the town folder (保存年限の規則)."""

from pydantic import Field

from tsunagaru.kernel.folder import Definition, Folder
from tsunagaru.services.records_office.rules import EVERY, PAPERS

FILE = "retention.yaml"
CODE = r"^[a-z][a-z0-9-]{1,39}$"


class RuleDefinition(Definition):
    """One rule (規則); ``years`` left out keeps for ever."""

    code: str = Field(pattern=CODE)
    name: str = Field(min_length=1, max_length=60)
    years: int | None = Field(default=None, ge=1, le=100)
    procedures: list[str] = Field(min_length=1)
    basis: str = Field(default="", max_length=200)


class RetentionFile(Definition):
    """How long a town keeps its records (保存年限)."""

    rules: list[RuleDefinition] = Field(default_factory=list)


def read_file(folder: Folder) -> RetentionFile | None:
    """Validate the file; a town without it disposes of nothing."""
    if not folder.has(FILE):
        return RetentionFile()
    found = folder.read(FILE, RetentionFile)
    document, seen, codes = folder.document(FILE), set(), set()
    for place, rule in enumerate(found.rules if found else ()):
        if rule.code in codes:
            ja = f"規則「{rule.code}」が2つあります。"
            document.refuse(("rules", place, "code"), ja, f"Two rules {rule.code}.")
        codes.add(rule.code)
        for procedure in rule.procedures:
            if procedure.startswith("@") and procedure not in PAPERS:
                usable = "、".join(PAPERS)
                ja = f"「{procedure}」という文書はありません。使えるのは {usable} です。"
                document.refuse(("rules", place, "procedures"), ja, f"No papers {procedure}.")
            least = PAPERS.get(procedure, 0)
            if rule.years is not None and rule.years < least:
                ja = f"「{procedure}」の年数は{least}年以上にしてください。"
                en = f"{procedure} must be kept for {least} years at least."
                document.refuse(("rules", place, "years"), ja, en)
            if procedure in seen:
                name = "そのほかすべて" if procedure == EVERY else procedure
                ja = f"「{name}」の規則が2つあります。"
                document.refuse(("rules", place, "procedures"), ja, f"Two rules for {procedure}.")
            seen.add(procedure)
    return found
