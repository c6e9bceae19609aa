"""An overlay as somebody hands it in: one YAML text with ``about`` and ``rules``, as a pack has them."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import yaml

from equipoise.errors import InvalidInput
from equipoise.rules.pack_files import pack_from
from equipoise.rules.pack_yaml import parse_yaml

LARGEST = 200_000
PARTS = {"about", "rules"}
DEEPEST = 50  # a rule nests its values some six deep
OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


def read_overlay(content: bytes, where: str) -> tuple[Any, Any]:
    """``about`` and ``rules``, which the schema of packs takes.

    Raises
    ------
    InvalidInput
        Too large, not UTF-8 or YAML, other parts than these two, or refused by the schema; names the
        file, and the row or the path in it.
    """
    if len(content) > LARGEST:
        raise InvalidInput(f"is larger than {LARGEST} bytes", file=where)
    try:
        data = _parsed(content.decode("utf-8-sig"), where)
    except UnicodeDecodeError:
        raise InvalidInput("is not UTF-8", file=where) from None
    if not isinstance(data, dict) or set(data) != PARTS:
        raise InvalidInput("must hold 'about' and 'rules' and nothing else", file=where)
    pack_from(data["about"], data["rules"], where)
    return data["about"], data["rules"]


def _parsed(text: str, where: str) -> Any:
    """No aliases, and no depth that no rule has: a few lines of either can cost more than there is."""
    depth = 0
    with suppress(yaml.YAMLError):  # the reader below says what is wrong, and where
        for token in yaml.scan(text):
            if isinstance(token, yaml.AliasToken):
                raise InvalidInput("not valid YAML: an alias (*) is not taken", file=where)
            depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
            if depth > DEEPEST:
                raise InvalidInput("not valid YAML: nested too deeply", file=where)
    return parse_yaml(text, where)
