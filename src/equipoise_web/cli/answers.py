"""Answers for ``equipoise init``: from a file or from a terminal, checked before anything is written."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import typer

from equipoise.errors import InvalidInput
from equipoise_web.cli.questions import QUESTIONS, Question, needed

Answers = dict[str, str]


def from_file(path: Path) -> Answers:
    """The answers in a TOML file.

    Raises
    ------
    InvalidInput
        The file is no TOML, an answer is missing, wrong or not asked for; names the field.
    """
    given = dict(_flat(_parsed(path)))
    answers: Answers = {}
    for question in QUESTIONS:
        if needed(question.name, answers):
            answers[question.name] = _answer(path, question, given)
    unknown = sorted(given.keys() - {question.name for question in QUESTIONS})
    if unknown:
        raise InvalidInput("is not asked for", file=str(path), field=unknown[0])
    return answers


def asked() -> Answers:
    """The answers that somebody types, each asked again until it fits."""
    answers: Answers = {}
    try:
        for question in QUESTIONS:
            if needed(question.name, answers):
                answers[question.name] = typer.prompt(
                    question.text,
                    default=question.default,
                    hide_input=question.secret,
                    value_proc=partial(_typed, question),
                    show_default=bool(question.default),
                    err=True,
                )
    except typer.Abort:
        raise InvalidInput("stopped before the last answer; nothing was written") from None
    return answers


def _typed(question: Question, value: Any) -> str:
    try:
        return checked(question, str(value))
    except ValueError as problem:
        raise typer.BadParameter(str(problem)) from None


def checked(question: Question, value: str) -> str:
    """The answer as it is kept; ValueError says what is wrong with it."""
    value = value.strip()
    if any(not character.isprintable() for character in value):
        raise ValueError("holds a character that cannot be printed")
    return question.check(value)


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise InvalidInput(f"cannot be read: {problem}", file=str(path)) from None


def _flat(table: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _answer(path: Path, question: Question, given: dict[str, Any]) -> str:
    value = given.get(question.name, question.default)
    try:
        if value is None:
            raise ValueError("is missing")
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if not isinstance(value, str | int):
            raise ValueError("must be text")
        return checked(question, str(value))
    except ValueError as problem:
        raise InvalidInput(str(problem), file=str(path), field=question.name) from None
