"""Reading the people of a centre folder."""

from .read import read_workforce
from .workers import read_facts

__all__ = ["read_facts", "read_workforce"]
