"""Run the mutants of all modules, or of those named; fail on any that is neither noticed nor explained."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from .page import PAGE, keep, text
from .reasons import Reason, reasons
from .survivors import Survivor, Tally, tallies

FOLDER = Path("mutants")


def main() -> None:
    options = _options()
    if not options.judge_only:
        _run(options.modules, options.children, options.resume)
    found = list(tallies(set(options.modules)))
    if missing := set(options.modules) - {tally.module for tally in found}:
        sys.exit(f"No mutants in {', '.join(sorted(missing))}: is it in [tool.mutmut] of pyproject.toml?")
    known = reasons()
    survivors = [mutant for tally in found for mutant in tally.survivors]
    unexplained = [mutant for mutant in survivors if not any(r.explains(mutant) for r in known)]
    keep(found, Counter(mutant.module for mutant in unexplained))
    PAGE.write_text(text(known), encoding="utf-8")
    stale = _stale(known, found, survivors)
    _tell(found, unexplained, stale)
    sys.exit(bool(unexplained or stale or any(tally.waiting for tally in found)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="names such as daily_rest or rests; all without")
    parser.add_argument("--children", default="2", help="mutants run at once")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was cut short")
    parser.add_argument("--judge-only", action="store_true", help="read the last run again, run nothing")
    return parser.parse_args()


def _run(modules: Sequence[str], children: str, resume: bool) -> None:
    if not resume:  # mutmut would keep what it found with other tests
        shutil.rmtree(FOLDER, ignore_errors=True)
    names = [f"equipoise.rules.{where}{module}.*" for module in modules for where in ("kinds.", "")]
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", children, *names]
    if subprocess.run(command, check=False).returncode:
        sys.exit("mutmut could not run: the tests must pass before they are put to the test")


def _stale(known: Sequence[Reason], found: Sequence[Tally], survivors: Sequence[Survivor]) -> list[Reason]:
    """Reasons for a module that was run whole which explain nothing there."""
    ran = {tally.module for tally in found if not tally.waiting}
    return [
        reason
        for reason in known
        if reason.place.split(".")[0] in ran and not any(reason.explains(mutant) for mutant in survivors)
    ]


def _tell(found: Sequence[Tally], unexplained: Sequence[Survivor], stale: Sequence[Reason]) -> None:
    for mutant in unexplained:
        before, after = json.dumps(mutant.before), json.dumps(mutant.after)
        print(f"- in: {mutant.place}\n  was: {before}\n  is: {after}\n  why:")
    for reason in stale:
        print(f"No mutant needs this reason any more: {reason.place}: {reason.was} -> {reason.becomes}")
    total, noticed, waiting = (
        sum(getattr(tally, word) for tally in found) for word in ("mutants", "noticed", "waiting")
    )
    explained = total - noticed - waiting - len(unexplained)
    print(
        f"{total} mutants: {noticed} noticed, {explained} explained, {len(unexplained)} unexplained, "
        f"{waiting} not run."
    )


if __name__ == "__main__":
    main()
