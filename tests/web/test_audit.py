"""What was recorded is sealed, stays, and shows every change made to its export."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.ways import raw
from tests.web.world import World, make_world

from equipoise.errors import InvalidInput
from equipoise_web.core.audit.export import export_lines
from equipoise_web.core.audit.files import verify_file
from equipoise_web.core.audit.keys import create_key
from equipoise_web.core.audit.merkle import grown, leaf_hash, root_of
from equipoise_web.core.audit.record import record
from equipoise_web.core.audit.seal import checkpoint, seal
from equipoise_web.core.audit.verify import verify
from equipoise_web.core.models import AuditBatch, AuditCheckpoint, AuditEntry, AuditSeal, Person

VERIFIER = Path(__file__).resolve().parents[2] / "docs" / "reference" / "verify_audit.py"


def load_standalone() -> Any:
    spec = importlib.util.spec_from_file_location("standalone_verifier", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STANDALONE = load_standalone()


@pytest.fixture
def key(tmp_path: Path, settings: Any) -> str:
    settings.AUDIT_KEY_FILE = str(tmp_path / "key.pem")
    return create_key(tmp_path / "key.pem")


def write_entries(person: Person, count: int, start: int = 0) -> None:
    with transaction.atomic():
        for number in range(start, start + count):
            record(
                person, "roster.published", person, number=number, name=f"Zoë {number}", share=0.25 * number
            )


@pytest.fixture
def exported(world: World, key: str) -> list[str]:
    """An export of 37 entries in four batches."""
    for start, count in ((0, 1), (1, 16), (17, 13), (30, 7)):
        write_entries(world.mate, count, start)
        seal()
    return list(export_lines())


def both_accept(lines: list[str], key: str, witness: Any = None) -> bool:
    """Both verifiers' answer; they must not differ."""
    answer = verify(lines, keys=[key], witness=witness).valid
    try:
        STANDALONE.verify("".join(lines).encode("utf-8", "surrogatepass"), {key}, witness)
        other = True
    except (ValueError, KeyError, TypeError):
        other = False
    assert answer == other, lines
    return answer


def witness_of(lines: list[str]) -> Any:
    return json.loads(lines[0])["checkpoint"]


def test_a_change_that_fails_leaves_no_entry(own_database: str) -> None:
    person = make_world().mate

    def change() -> None:
        record(person, "x.changed", person)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change()
    assert not AuditEntry.objects.exists()
    with pytest.raises(RuntimeError, match="outside the transaction"):
        record(person, "x.changed", person)


def test_the_whole_export_is_accepted_by_both_verifiers(exported: list[str], key: str) -> None:
    assert both_accept(exported, key)
    assert both_accept(exported, key, witness_of(exported))
    found = verify(exported, keys=[key])
    assert (found.entries, found.batches) == (37, 4)
    assert sum('"Zoë 5"' in line for line in exported) == 1


Change = Callable[[list[str], random.Random], list[str]]


def edit_character(lines: list[str], dice: random.Random) -> list[str]:
    row = dice.randrange(len(lines))
    column = dice.randrange(len(lines[row]))
    new = dice.choice('0123456789abcdefzZ{}",: é\n\\')
    return [*lines[:row], lines[row][:column] + new + lines[row][column + 1 :], *lines[row + 1 :]]


def edit_value(lines: list[str], dice: random.Random) -> list[str]:
    """Change one value and write the line in canonical form, as a careful forger would."""
    row = dice.randrange(len(lines))
    document = json.loads(lines[row])
    place = document
    while True:
        name = dice.choice(sorted(place))
        if not isinstance(place[name], dict) or not place[name]:
            break
        place = place[name]
    place[name] = dice.choice([None, True, False, 0, 1, 1.0, 17, "", "x", "0" * 64, [], {}])
    return [*lines[:row], STANDALONE.dump(document) + "\n", *lines[row + 1 :]]


def add_field(lines: list[str], dice: random.Random) -> list[str]:
    row = dice.randrange(len(lines))
    document = json.loads(lines[row]) | {dice.choice(["note", "comment", "at"]): dice.randrange(9)}
    return [*lines[:row], STANDALONE.dump(document) + "\n", *lines[row + 1 :]]


def delete(lines: list[str], dice: random.Random) -> list[str]:
    row = dice.randrange(len(lines))
    return lines[:row] + lines[row + dice.randint(1, 3) :]


def duplicate(lines: list[str], dice: random.Random) -> list[str]:
    row = dice.randrange(len(lines))
    return [*lines[: row + 1], *lines[row:]]


def reorder(lines: list[str], dice: random.Random) -> list[str]:
    one, two = dice.sample(range(len(lines)), 2)
    changed = list(lines)
    changed[one], changed[two] = changed[two], changed[one]
    return changed


def renumber(lines: list[str], dice: random.Random) -> list[str]:
    """Swap two entries and give each the position of the other."""
    entries = [row for row, line in enumerate(lines) if '"type":"entry"' in line]
    one, two = dice.sample(entries, 2)
    first, second = json.loads(lines[one]), json.loads(lines[two])
    first["entry"], second["entry"] = second["entry"], first["entry"]
    changed = list(lines)
    changed[one], changed[two] = STANDALONE.dump(first) + "\n", STANDALONE.dump(second) + "\n"
    return changed


def cut_tail(lines: list[str], dice: random.Random) -> list[str]:
    return lines[: dice.randrange(len(lines))]


def cut_within(lines: list[str], dice: random.Random) -> list[str]:
    row = dice.randrange(len(lines))
    return [*lines[:row], lines[row][: dice.randrange(len(lines[row]))]]


CHANGES: tuple[Change, ...] = (
    edit_character,
    edit_value,
    add_field,
    delete,
    duplicate,
    reorder,
    renumber,
    cut_tail,
    cut_within,
)


def test_a_thousand_random_changes_after_a_checkpoint_are_all_found_by_both(
    exported: list[str], key: str
) -> None:
    dice, tried = random.Random(20261124), 0
    while tried < 1000:
        changed = CHANGES[tried % len(CHANGES)](exported, dice)
        if "".join(changed) == "".join(exported):
            continue
        assert not both_accept(changed, key, witness_of(exported)), changed
        tried += 1


def test_an_older_export_looks_whole_alone_and_is_found_with_a_witness(world: World, key: str) -> None:
    write_entries(world.mate, 5)
    older = list(export_lines())
    write_entries(world.mate, 5)
    newer = list(export_lines())
    assert both_accept(older, key)
    assert not both_accept(older, key, witness_of(newer))
    assert both_accept(newer, key, witness_of(older))


def test_an_audit_rewritten_with_another_key_is_found(
    world: World, key: str, settings: Any, tmp_path: Path
) -> None:
    settings.AUDIT_KEY_FILE = str(tmp_path / "forged.pem")
    forged = create_key(tmp_path / "forged.pem")
    write_entries(world.mate, 5)
    lines = list(export_lines())
    assert both_accept(lines, forged)
    assert not both_accept(lines, key)
    unconfirmed = verify(lines)
    assert (unconfirmed.valid, unconfirmed.keys_confirmed) == (True, False)


def test_an_entry_changed_in_the_database_by_its_owner_is_found(own_database: str, key: str) -> None:
    write_entries(make_world().mate, 5)
    seal()
    if connection.vendor == "sqlite":
        raw("DROP TRIGGER guard_core_auditentry_append_only_update")
    else:
        raw("ALTER TABLE core_auditentry DISABLE TRIGGER USER")
    AuditEntry.objects.filter(details__contains='"number":3').update(action="roster.withdrawn")
    assert not both_accept(list(export_lines()), key)


@pytest.mark.parametrize("model", [AuditEntry, AuditBatch, AuditSeal, AuditCheckpoint])
def test_what_was_recorded_can_be_neither_changed_nor_removed(exported: list[str], model: Any) -> None:
    table = model._meta.db_table
    column = model._meta.get_fields()[-1].column
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        raw(f"UPDATE {table} SET {column} = {column}")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        model._default_manager.all()._raw_delete("default")
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            raw(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_an_entry_committed_late_takes_a_later_place(own_database: str, key: str) -> None:
    person = make_world().mate
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time: nothing commits out of order")
    written, go = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(person, "slow.change", person)
            written.set()
            go.wait(30)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    written.wait(30)
    write_entries(person, 3)
    assert seal() == 3
    go.set()
    thread.join(30)
    assert seal() == 1
    last = AuditSeal.objects.select_related("entry").get(position=3)
    assert last.entry.action == "slow.change"
    assert last.entry.pk < AuditSeal.objects.get(position=0).entry_id
    assert both_accept(list(export_lines()), key)


def test_sealers_at_once_seal_each_entry_once(own_database: str, key: str) -> None:
    write_entries(make_world().mate, 50)
    barrier, sealed, failures = threading.Barrier(4), [], []

    def work() -> None:
        barrier.wait()
        try:
            sealed.append(seal())
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert sum(sealed) == AuditSeal.objects.count() == AuditEntry.objects.count() == 50
    assert both_accept(list(export_lines()), key)


def test_a_checkpoint_over_the_same_entries_is_the_same_one(exported: list[str]) -> None:
    first, second = checkpoint(), checkpoint()
    assert first == second
    assert AuditCheckpoint.objects.count() == 1


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 8, 37])
def test_the_root_kept_as_peaks_is_that_of_the_definition(count: int) -> None:
    leaves = [leaf_hash(str(number)) for number in range(count)]
    half = count // 2
    peaks = grown(grown((), leaves[:half]), leaves[half:])
    assert root_of(peaks) == STANDALONE.merkle([bytes.fromhex(leaf) for leaf in leaves]).hex()


def test_the_tree_of_rfc_6962_has_its_published_roots() -> None:
    """The empty tree and the tree over one empty string, by the definition in RFC 6962, section 2.1."""
    assert root_of(()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (
        root_of(grown((), [leaf_hash("")]))
        == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


def test_sealing_without_a_key_stops_and_names_the_file(world: World, settings: Any, tmp_path: Path) -> None:
    settings.AUDIT_KEY_FILE = str(tmp_path / "none.pem")
    write_entries(world.mate, 1)
    with pytest.raises(InvalidInput, match=r"none\.pem"):
        seal()


def test_a_key_is_never_replaced_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    create_key(tmp_path / "k")
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        create_key(tmp_path / "k")


@pytest.mark.parametrize("damage", [b"\xff", b"\r", b"\x00", b"\xe2\x80\xa8"])
def test_bytes_that_are_no_text_are_found_in_a_file(
    exported: list[str], key: str, tmp_path: Path, damage: bytes
) -> None:
    data = "".join(exported).encode()
    path = tmp_path / "export"
    path.write_bytes(data)
    assert verify_file(path, keys=[key]).valid
    path.write_bytes(data[:300] + damage + data[300:])
    assert not verify_file(path, keys=[key]).valid


def test_the_audit_is_read_by_its_auditor_and_by_whom_it_concerns(world: World) -> None:
    from tests.web.world import give

    from equipoise_web.core.roles import Role

    write_entries(world.mate, 1)
    with transaction.atomic():
        entry = record(world.person("agent"), "x.read", world.mate)
    seen = {role for role, user in world.users.items() if entry in AuditEntry.objects.visible_to(user)}
    assert seen == {"agent"}
    for role in ("auditor", "administrator"):
        give(world.person(role), Role(role), organisation=world.organisation)
    seen = {role for role, user in world.users.items() if entry in AuditEntry.objects.visible_to(user)}
    assert seen == {"agent", "auditor"}


def test_verifying_needs_no_django() -> None:
    code = "import sys, equipoise_web.core.audit.files; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
