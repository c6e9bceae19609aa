"""Writes the case folders: the files of ``equipoise check`` from rosters in the words of situations.

``cases/PACK.yaml`` has two cases, ``breached`` and ``lawful``, each with ``workers`` by name and what
``situation.py`` says of one worker; ``$word`` stands for one of the file's ``words``. All rows of the period
judged are published on 1 January unless they say otherwise. ``open`` holds opening hours by weekday,
``answered`` service figures. ``python -m tests.rules.case_files`` writes the folders anew, all but
``findings.csv``, which says what is planted.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from equipoise.io.roster import write_roster
from equipoise.rules.centre_view import CentreFacts
from equipoise.rules.model import Timeline
from equipoise.rules.pack_yaml import read_yaml
from equipoise.timegrid import Zone, format_instant

from .situation import Situation, situation_of

FOLDER = Path(__file__).parent / "cases"
CASES = ("breached", "lawful")
MONTH = ["2026-03-02", "2026-03-29"]
PUBLISHED = "2026-01-01"
CENTRE = """name = "{name}"
timezone = "{zone}"
packs = {packs}
confirmed = {confirmed}

[opening]
{opening}
[[queue]]
name = "q"

[[shift]]
starts = "09:00"
lengths_h = 8
"""
COMMAND = (
    "equipoise check roster.csv --history history.csv --workers workers.csv --facts facts.csv "
    "--leave leave.csv --absences absences.csv --contacts contacts.csv --service service.csv "
    "--centre centre.toml"
)
HEADS = {
    "workers": ("worker", "birth_date", "contract_h_per_week", "contract_type"),
    "facts": ("worker", "fact", "from", "to", "value"),
    "leave": ("worker", "year", "kind", "entitled_h", "taken_h", "lapses", "reminded"),
    "absences": ("worker", "start", "end", "kind", "counted_h"),
    "contacts": ("worker", "wrap_up_end", "next_offered", "direction", "complex"),
    "service": ("queue", "start", "end", "offered", "within_s", "answered_within", "called_back"),
}
OPEN = {"mon": ["10:00-11:00"]}
Row = tuple[Any, ...]


def main() -> None:
    for path in sorted(FOLDER.glob("*.yaml")):
        data = read_yaml(path)
        for case in CASES:
            write_case(FOLDER / path.stem / case, data, data[case])


def write_case(folder: Path, data: dict[str, Any], case: dict[str, Any]) -> None:
    """All files of a case but ``findings.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    people = {name: _situation(name, worker, data, case) for name, worker in case["workers"].items()}
    rows = [replace(row, worker=name) for name, one in people.items() for row in one.timeline.stretches]
    from_s = next(iter(people.values())).timeline.from_s
    write_roster(folder / "roster.csv", [r for r in rows if r.start_s >= from_s], data["zone"])
    past = [replace(row, published_at_s=None) for row in rows if row.start_s < from_s]
    write_roster(folder / "history.csv", past, data["zone"])
    for name, head in HEADS.items():
        _table(folder / f"{name}.csv", head, list(_rows(name, people, Zone(data["zone"]))))
    hours = "".join(f"{day} = {json.dumps(spans)}\n" for day, spans in case.get("open", OPEN).items())
    name, packs = f"{folder.parent.name} {folder.name}", json.dumps(data["packs"])
    confirmed = json.dumps(data.get("confirmed", []))
    text = CENTRE.format(name=name, zone=data["zone"], packs=packs, confirmed=confirmed, opening=hours)
    (folder / "centre.toml").write_text(text, encoding="utf-8")
    days = "--from {} --to {}".format(*data.get("judged", MONTH))
    (folder / "check.sh").write_text(f"{COMMAND} {days} --csv\n", encoding="utf-8")


def _table(path: Path, head: Row, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def _situation(name: str, worker: dict[str, Any], data: dict[str, Any], case: dict[str, Any]) -> Situation:
    words = data.get("words", {})
    shifts = [_published(line, words) for line in worker.get("shifts", [])]
    answered = {"answered": case["answered"]} if "answered" in case else {}
    return situation_of(
        {"facts": [], "leave": [], "contacts": [], **worker, **answered, "name": name, "shifts": shifts}
        | {"timezone": data["zone"], "judged": data.get("judged", MONTH), "expect": {}}
    )


def _published(line: str | dict[str, str], words: dict[str, str]) -> dict[str, str]:
    row = {"published": PUBLISHED, **(line if isinstance(line, dict) else {"at": line})}
    for word, text in words.items():
        row["at"] = row["at"].replace(f"${word}", text)
    return row


def _rows(table: str, people: dict[str, Situation], zone: Zone) -> Iterator[Row]:
    if table == "service":
        yield from _service(next(iter(people.values())).centre, zone)
    for name, situation in people.items():
        yield from _of_worker(table, name, situation.timeline, zone)


def _of_worker(table: str, name: str, of: Timeline, zone: Zone) -> Iterator[Row]:
    if table == "workers":
        who = of.facts
        yield name, who.birth_date, who.contract_h_per_week, who.contract_type
    elif table == "facts":
        yield from ((name, f.name, f.first, f.last, f.value) for f in of.facts.facts or ())
    elif table == "leave":
        for a in of.leave or ():
            yield name, a.year, a.kind, a.entitled_h, a.taken_h, a.lapses, a.reminded
    elif table == "absences":
        for away in of.absences:
            days = (format_instant(at, zone) for at in (away.start_s, away.end_s))
            yield name, *days, away.kind, away.counted_h
    elif table == "contacts":
        for c in of.contacts or ():
            moments = (format_instant(at, zone) for at in (c.end_s, c.next_s))
            yield (name, *moments, "in" if c.incoming else "out", "yes" if c.is_complex else "no")


def _service(facts: CentreFacts, zone: Zone) -> Iterator[Row]:
    for one in facts.answered or ():
        days = (format_instant(at, zone) for at in (one.start_s, one.end_s))
        yield one.queue, *days, one.offered, one.within_s, one.within, one.called_back


if __name__ == "__main__":
    main()
