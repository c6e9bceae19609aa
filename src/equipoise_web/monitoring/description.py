"""What the register says of a system: the content of its gated versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from equipoise.errors import InvalidInput

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Description:
    """What a worker is told; each text by language code, English at least."""

    title: Texts
    purpose: Texts
    recorded: Texts
    legal_basis: Texts
    read_by: Texts
    consequences: Texts
    retention_days: int

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "retention_days":
                if type(value) is not int or value < 1:
                    raise InvalidInput("must be a whole number of days, at least 1", field=field.name)
            elif not isinstance(value, Mapping) or not value.get("en"):
                raise InvalidInput("needs a text in English", field=field.name)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read a version's content; unknown and missing fields are named."""
        wanted = {field.name for field in fields(cls)}
        for name in sorted(wanted ^ set(data)):
            raise InvalidInput(
                "is missing" if name in wanted else "is not a field of a description", field=name
            )
        return cls(**data)

    def data(self) -> dict[str, Any]:
        """The content of a version."""
        return asdict(self)
