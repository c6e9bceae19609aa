"""Reading ``centre.toml``."""

from .read import centre_from, read_centre

__all__ = ["centre_from", "read_centre"]
