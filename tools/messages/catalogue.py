"""Catalogue files: texts sorted, no dates, no line numbers and no guesses, so that merges stay quiet."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.messages.extract import Message

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def read(path: Path, language: str) -> Catalog:
    """The catalogue at ``path``, or an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(old: Catalog, wanted: dict[Message, list[str]], language: str) -> Catalog:
    """Exactly the wanted messages; a translation is kept where its message is still the same."""
    new = Catalog(locale=language)
    for message, notes in sorted(wanted.items()):
        before = old.get(message.singular, message.context or None)
        new.add(
            (message.singular, message.plural) if message.plural else message.singular,
            string=_kept(before, message) or _nothing(message, new.num_plurals),
            auto_comments=notes,
            context=message.context or None,
        )
    return new


def _kept(before: Entry | None, message: Message) -> str | tuple[str, ...] | None:
    if before is None or before.fuzzy or before.pluralizable != bool(message.plural):
        return None
    if message.plural and before.id[1] != message.plural:
        return None
    return (tuple(before.string) if isinstance(before.string, list) else before.string) or None


def _nothing(message: Message, plurals: int) -> str | tuple[str, ...]:
    return ("",) * plurals if message.plural else ""


def is_translated(entry: Entry | None) -> bool:
    """Whether every form has words of its own and nobody marked them as a guess."""
    if entry is None:
        return False
    forms = entry.string if isinstance(entry.string, list | tuple) else [entry.string]
    return not entry.fuzzy and bool(forms) and all(forms)


def po_bytes(catalogue: Catalog, language: str) -> bytes:
    """The text of a ``.po`` file."""
    body = BytesIO()
    write_po(body, catalogue, width=100, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(language=language, plurals=catalogue.plural_forms)
    return header.encode() + body.getvalue().strip() + b"\n"


def mo_bytes(catalogue: Catalog, language: str) -> bytes:
    """The compiled form that Django reads; the same catalogue gives the same bytes."""
    plain = Catalog(
        locale=language, project="equipoise", version="1", creation_date=NO_DATE, revision_date=NO_DATE
    )
    for entry in catalogue:
        if entry.id:
            plain.add(entry.id, entry.string, context=entry.context)
    body = BytesIO()
    write_mo(body, plain)
    return body.getvalue()
