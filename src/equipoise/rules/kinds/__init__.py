"""What each rule kind means: one module a kind, each with ``check(timeline, parameters)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from ..model import Timeline
from ..outcome import Outcome
from ..parameters import KINDS

Check = Callable[[Timeline, Any], Iterator[Outcome]]

CHECKS: dict[str, Check] = {name: import_module(f"{__name__}.{name}").check for name in KINDS}
