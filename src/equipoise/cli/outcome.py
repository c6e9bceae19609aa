"""Exit codes and the last line of ``--json``: the same for every command."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from equipoise.errors import Infeasible, InvalidInput

DONE, FINDING, BAD_INPUT, INTERNAL = 0, 1, 2, 3


class Finding(Exception):
    """The command did its work and found something: exit 1."""


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn errors into a message on stderr and the documented exit code."""
    try:
        yield
    except Finding as finding:
        _leave(str(finding), FINDING)
    except Infeasible as error:
        _leave(str(error), FINDING)
    except InvalidInput as error:
        _leave(str(error), BAD_INPUT)
    except (KeyboardInterrupt, SystemExit):
        raise
    except Exception:
        traceback.print_exc()
        _leave("internal error: please report it with the lines above", INTERNAL)


def print_json(value: dict[str, Any]) -> None:
    """One JSON object as the last line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def _leave(message: str, code: int) -> None:
    if message:
        print(f"equipoise: {message}", file=sys.stderr)
    raise SystemExit(code)
