"""Whoever reads Dutch reads Dutch everywhere: catalogues are complete, and no page has words of its own."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from django.conf import settings
from tools.messages import catalogue
from tools.messages.extract import DynamicMessage, Message, messages_in, of_module, of_template
from tools.messages.files import LANGUAGES, OFFERED, SOURCES, bring_up_to_date, po_file, wanted

GLOSSARY = Path(__file__).resolve().parents[3] / "shared" / "glossary.csv"
NAMED = re.compile(r"%\((\w+)\)|(?<!\{)\{(\w+)\}")


def entries(language: str) -> list[Entry]:
    found = catalogue.read(po_file(SOURCES, language), language)
    return [entry for entry in found if entry.id]


def placeholders(text: str) -> set[str]:
    return {first or second for first, second in NAMED.findall(text)}


def forms(entry: Entry) -> list[tuple[str, str]]:
    """Each translated form beside the English one that it stands for."""
    if isinstance(entry.id, str):
        return [(entry.id, entry.string)]
    return [(entry.id[0], entry.string[0]), *((entry.id[1], form) for form in entry.string[1:])]


def test_the_offered_languages_are_english_and_those_with_a_compiled_catalogue() -> None:
    assert tuple(settings.OFFERED_LANGUAGES) == ("en", *OFFERED)
    compiled = {path.parents[1].name for path in SOURCES.glob("locale/*/LC_MESSAGES/django.mo")}
    assert compiled == set(OFFERED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_exactly_the_messages_of_the_sources(language: str) -> None:
    held = {
        Message(*((entry.id, "") if isinstance(entry.id, str) else entry.id), entry.context or "")
        for entry in entries(language)
    }
    asked = set(wanted(SOURCES, language))
    assert (sorted(asked - held), sorted(held - asked)) == ([], []), "run: make messages"


@pytest.mark.parametrize("language", OFFERED)
def test_every_message_is_translated(language: str) -> None:
    assert [entry.id for entry in entries(language) if not catalogue.is_translated(entry)] == []


@pytest.mark.parametrize("language", OFFERED)
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    wrong = [
        (english, translated)
        for entry in entries(language)
        for english, translated in forms(entry)
        if translated and placeholders(english) != placeholders(translated)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OFFERED)
def test_a_translation_begins_and_ends_as_its_message_does(language: str) -> None:
    ends = re.compile(r"^(\s*).*?([:.?!…]?\s*)$", re.DOTALL)

    def edges(text: str) -> tuple[str, ...]:
        found = ends.match(text)
        assert found is not None
        return found.groups()

    wrong = [
        (english, translated)
        for entry in entries(language)
        for english, translated in forms(entry)
        if translated and edges(english) != edges(translated)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", OFFERED)
def test_the_compiled_catalogue_is_that_of_the_source(language: str) -> None:
    path = po_file(SOURCES, language)
    fresh = catalogue.mo_bytes(catalogue.read(path, language), language)
    assert path.with_suffix(".mo").read_bytes() == fresh, "run: make messages"


def dutch_terms() -> dict[str, set[str]]:
    """For each English term of the glossary the Dutch ones, in small letters."""
    if not GLOSSARY.exists():
        pytest.skip(f"{GLOSSARY} is absent")
    with GLOSSARY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {without_note(row["english"]): alternatives(row["dutch"]) for row in rows}


def without_note(term: str) -> str:
    return term.partition(" (")[0].lower()


def alternatives(term: str) -> set[str]:
    """``rooster (BE: uurrooster)`` allows both words."""
    first, _, second = term.rstrip(")").partition(" (")
    return {first.lower(), re.sub(r"^[A-Z]{2}: ", "", second).lower()} - {""}


def test_the_dutch_words_are_those_of_the_glossary() -> None:
    terms = dutch_terms()
    wrong = [
        (english, translated, sorted(terms[english.lower()]))
        for entry in entries("nl")
        if not entry.context  # which says that another meaning is meant
        for english, translated in forms(entry)
        if translated and english.lower() in terms and translated.lower() not in terms[english.lower()]
    ]
    assert wrong == []


def test_each_way_of_asking_for_a_translation_in_a_module_is_found() -> None:
    source = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext_lazy, pgettext
_("one") ; gettext_lazy("tw"
  "o")
ngettext("%(n)s shift", "%(n)s shifts", n) % {"n": _("inner")}
pgettext("action", "Open") ; npgettext_lazy("where", "desk", "desks", "n")
# Translators: a colour
_("Orange")
"""
    found = dict(of_module(source))
    assert set(found) == {
        Message("one"),
        Message("two"),
        Message("%(n)s shift", "%(n)s shifts"),
        Message("inner"),
        Message("Open", context="action"),
        Message("desk", "desks", "where"),
        Message("Orange"),
    }
    assert found[Message("Orange")] == ["a colour"]


def test_each_way_of_asking_for_a_translation_in_a_template_is_found() -> None:
    source = """
<p>It's "def gettext('no')":
      {% translate "100% sure" %}{% translate 'Open' context "action" as title %}
 {% blocktranslate trimmed with who=person.name %}
      Shift of
      {{ who }}
    {% endblocktranslate %}
{% blocktranslate count n=shifts|length context "hours" asvar x %}{{ n }} hour
{% plural %}{{ n }} hours{% endblocktranslate %}
{% include "x.html" with title=_("Given") %}{{ value|default:_("None yet") }}
"""
    assert {message for message, _ in of_template(source)} == {
        Message("100%% sure"),
        Message("Open", context="action"),
        Message("Shift of %(who)s"),
        Message("%(n)s hour\n", "%(n)s hours", "hours"),
        Message("Given"),
        Message("None yet"),
    }


@pytest.mark.parametrize("call", ["_(name)", '_(f"{n} shifts")', 'ngettext("one", many, n)', "pgettext(c)"])
def test_a_text_that_no_catalogue_can_hold_is_refused(tmp_path: Path, call: str) -> None:
    (tmp_path / "views.py").write_text(f"x = 1\n{call}\n")
    with pytest.raises(DynamicMessage, match=r"views\.py:2"):
        messages_in(tmp_path)


def test_an_update_keeps_translations_drops_leftovers_and_guesses_nothing(tmp_path: Path) -> None:
    source, path = tmp_path / "views.py", po_file(tmp_path, "nl")
    source.write_text('_("Shift"), _("Old"), ngettext("%(n)s day", "%(n)s days", n)\n')
    bring_up_to_date(tmp_path, "nl")
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "Shift"\nmsgstr ""', 'msgid "Shift"\nmsgstr "Dienst"')
    path.write_text(text.replace('msgid "Old"\nmsgstr ""', 'msgid "Old"\nmsgstr "Oud"'), encoding="utf-8")
    source.write_text('_("Shift"), _("Older"), ngettext("%(n)s day", "%(n)s whole days", n)\n')
    left = bring_up_to_date(tmp_path, "nl")
    after = path.read_text(encoding="utf-8")
    assert 'msgstr "Dienst"' in after
    assert "Oud" not in after
    assert "fuzzy" not in after
    assert {message.singular for message in left} >= {"Older", "%(n)s day"}
    bring_up_to_date(tmp_path, "nl")
    assert path.read_text(encoding="utf-8") == after
