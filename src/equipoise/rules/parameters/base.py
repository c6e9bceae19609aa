"""What every kind's parameters are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Parameters:
    """The values of one rule of a kind; each field is one value of the law.

    ``needs`` names the inputs besides roster and workers, with a blank between them, without which
    nobody can judge the kind; a kind ``of_centre`` is judged once for all workers together.
    """

    needs: ClassVar[str] = ""
    of_centre: ClassVar[bool] = False
