"""Reading the people of a centre folder."""

from .facts import read_fact_rows, with_facts
from .leave import read_leave
from .periods import read_absences
from .read import read_workforce
from .workers import read_facts

__all__ = [
    "read_absences",
    "read_fact_rows",
    "read_facts",
    "read_leave",
    "read_workforce",
    "with_facts",
]
