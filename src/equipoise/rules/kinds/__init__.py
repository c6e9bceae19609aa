"""What each rule kind means: one module a kind, each with ``check(timeline, parameters)``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from ..outcome import Outcome
from ..parameters import KINDS

# A kind of the centre takes a ``CentreView``, every other kind a ``Timeline``.
Check = Callable[[Any, Any], Iterator[Outcome]]

CHECKS: dict[str, Check] = {name: import_module(f"{__name__}.{name}").check for name in KINDS}
