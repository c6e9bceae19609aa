"""The page about who can read what says what the rules say."""

from __future__ import annotations

from tools import who_reads_what

from equipoise_web.core.access.visibility import registered_rules


def test_every_rule_says_in_words_who_reads_its_rows() -> None:
    silent = [model.__module__ for model, _, rule in registered_rules() if not rule.__doc__]
    assert [name for name in silent if name.startswith("equipoise_web.")] == []


def test_the_page_is_current() -> None:
    assert who_reads_what.PAGE.read_text(encoding="utf-8") == who_reads_what.page()
