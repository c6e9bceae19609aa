"""Reading and writing interval history."""

from .read import read_history
from .write import write_history

__all__ = ["read_history", "write_history"]
