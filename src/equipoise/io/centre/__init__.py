"""Reading ``centre.toml``."""

from .read import read_centre

__all__ = ["read_centre"]
