"""Finds code of views and interfaces that reaches rows by another door than ``visible_to``."""

from __future__ import annotations

import ast
from pathlib import Path

MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404", "aget_object_or_404"})
FRONT = frozenset({"views", "api", "feeds", "forms"})
# What the front calls, whatever the file is named after.
BEHIND = frozenset({"actions", "queries"})


def lines_with_other_doors(tree: ast.AST) -> list[int]:
    """Lines that use a manager without ``visible_to``, or a shortcut on a bare model."""
    good = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr == "visible_to"
        and isinstance(node.value, ast.Attribute)
    }
    found = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in good)
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in SHORTCUTS
            and isinstance(node.args[0], ast.Name)
        )
    ]
    return sorted(found)


def other_doors(folder: Path) -> list[str]:
    """File and line of each such place in the modules that answer requests."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if FRONT & set(parts) and not BEHIND & set(parts):
            found += [f"{path}:{line}" for line in lines_with_other_doors(ast.parse(path.read_text("utf-8")))]
    return found
