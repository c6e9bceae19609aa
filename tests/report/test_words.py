"""Both languages are complete: the same sentences with the same placeholders, all of them used."""

import re
import string
from importlib.resources import files

import pytest

from equipoise.report.words import load_words

ENGLISH, DUTCH = load_words("en").texts, load_words("nl").texts
SAME_WORD = re.compile(r"^[^A-Za-z]*$|WAPE|AHT|UTC|Gini|%")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_sentences():
    assert ENGLISH.keys() == DUTCH.keys()


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_placeholders_in_both_languages(key):
    assert placeholders(ENGLISH[key]) == placeholders(DUTCH[key])


def test_no_sentence_was_left_in_english():
    left = [key for key, text in ENGLISH.items() if len(text.split()) > 3 and DUTCH[key] == text]
    assert left == []


def test_a_missing_sentence_or_placeholder_is_an_error_and_not_a_fallback():
    words = load_words("nl")
    with pytest.raises(KeyError):
        words("page.no_such_sentence")
    with pytest.raises(KeyError):
        words("page.title")


def test_every_sentence_is_used():
    package = files("equipoise.report")
    sources = "".join(
        path.read_text(encoding="utf-8")
        for folder in (package, package / "charts", package / "sections", package / "templates")
        for path in folder.iterdir()
        if path.name.endswith((".py", ".j2"))
    )
    unused = [key for key in ENGLISH if not any(part in sources for part in _ways_to_say(key))]
    assert unused == []


def _ways_to_say(key: str) -> list[str]:
    """A key in full, or its last part where the first is put together in the code."""
    stem = re.sub(r"\.(one|other)$", "", key)
    last = stem.rsplit(".", 1)[-1].removesuffix("_means")
    return [f'"{stem}"', f"'{stem}'", f'"{last}"', f'"{stem.rsplit(".", 1)[0]}.{{', f"{last}_"]


def test_plural_forms_follow_the_number():
    for language, one, many in (("en", "1 colleague", "2 colleagues"), ("nl", "1 collega", "2 collega's")):
        words = load_words(language)
        assert (words.count("header.people_n", 1), words.count("header.people_n", 2)) == (one, many)


def test_no_word_blames_a_person():
    banned = ("violat", "offender", "headcount", "default", "denied", "overtreder", "geweigerd")
    for text in (*ENGLISH.values(), *DUTCH.values()):
        assert not any(word in text.lower() for word in banned), text
