"""What mutmut left behind: how many mutants a module has, and which of them no test noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from mutmut.mutation.diff_apply import read_mutant_function, read_mutants_module, read_original_function
from mutmut.stats import status_by_exit_code
from mutmut.utils.format_utils import orig_function_and_class_names_from_key

PACKAGE = "src/equipoise/rules"
NOTICED = {"killed", "timeout", "segfault", "suspicious", "caught by type check"}
UNNOTICED = {"survived", "no tests"}


@dataclass(frozen=True)
class Survivor:
    """A mutant that no test noticed: the lines of ``function`` that it changes, before and after."""

    module: str
    function: str
    before: str
    after: str

    @property
    def place(self) -> str:
        return f"{self.module}.{self.function}"


@dataclass(frozen=True)
class Tally:
    """What became of the mutants of a module; ``waiting`` have not been run."""

    module: str
    mutants: int
    noticed: int
    waiting: int
    survivors: tuple[Survivor, ...]


def tallies(modules: set[str]) -> Iterator[Tally]:
    """One tally a module that has mutants, in order of name; an empty set means all modules."""
    for meta in sorted(Path("mutants", PACKAGE).rglob("*.py.meta")):
        source = meta.relative_to("mutants").with_suffix("")
        module = source.stem
        if modules and module not in modules:
            continue
        found = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        status = {name: status_by_exit_code[code] for name, code in found.items()}
        unnoticed = [name for name, word in status.items() if word in UNNOTICED]
        noticed = sum(word in NOTICED for word in status.values())
        survivors = tuple(_survivors(module, source, unnoticed))
        yield Tally(module, len(status), noticed, len(status) - noticed - len(unnoticed), survivors)


def _survivors(module: str, source: Path, names: list[str]) -> Iterator[Survivor]:
    if not names:
        return
    tree = read_mutants_module(source)
    for name in names:
        function, of_class = orig_function_and_class_names_from_key(name)
        original, mutant = (
            tree.code_for_node(read(tree, name)).splitlines()
            for read in (read_original_function, read_mutant_function)
        )
        changes = list(ndiff(original, mutant))
        before, after = (" ".join(c[2:].strip() for c in changes if c[:2] == mark) for mark in ("- ", "+ "))
        yield Survivor(module, f"{of_class}.{function}" if of_class else function, before, after)
