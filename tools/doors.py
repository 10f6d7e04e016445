"""An import-linter contract (戸口の検査): packages meet only at their doors.

A package's home is its floor and name (``ground.people``), or its name alone for ``plan``,
``portal``, ``conf`` and ``kernel``.
"""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Fails when a module imports a room of another package that is no door."""

    type_name = "doors"

    container = fields.StringField()
    floors = fields.ListField(subfield=fields.StringField())
    open_packages = fields.ListField(subfield=fields.StringField())
    doors = fields.ListField(subfield=fields.StringField())
    doors_for_tests = fields.ListField(subfield=fields.StringField())
    roots = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 - import-linter's signature
        """Collect every import that goes through a wall instead of a door."""
        broken = [
            (importer, imported)
            for importer in sorted(graph.modules)
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._through_a_wall(importer, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _through_a_wall(self, importer: str, imported: str) -> bool:
        home, away = self._split(importer), self._split(imported)
        if home is None or away is None or home[0] == away[0] or home[0] in self._set("roots"):
            return False
        if away[0] in self._set("open_packages") or not away[1]:
            return False
        doors = self._set("doors")
        if {"tests", "testing"} & set(home[1]):
            doors |= self._set("doors_for_tests")
        return away[1][0] not in doors

    def _set(self, name: str) -> set[str]:
        return set(getattr(self, name))

    def _split(self, module: str) -> tuple[str, list[str]] | None:
        """Return the package's home and the rooms behind it."""
        prefix = f"{self.container}."
        if not module.startswith(prefix):
            return None
        parts = module.removeprefix(prefix).split(".")
        size = 2 if parts[0] in self._set("floors") else 1
        return (".".join(parts[:size]), parts[size:])

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print one line per import."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} -> {imported}: use its api, not its rooms")
