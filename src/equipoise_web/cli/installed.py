"""What ``equipoise init`` says when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Installed:
    """An installation, and the one-time address at which its administrator sets a password."""

    data: Path
    organisation: str
    administrator: str
    set_password_url: str
    audit_key: str
    database: str
    resumed: bool

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "data": str(self.data)}

    def text(self) -> str:
        again = "An interrupted installation was finished." if self.resumed else "Installed."
        return "\n".join(
            (
                f"{again} Everything is in {self.data} ({self.database}).",
                "",
                f"{self.administrator} sets a password here, once, after the server was started:",
                f"  {self.set_password_url}",
                "",
                "Public half of the audit key, for a witness such as the works council:",
                f"  {self.audit_key}",
                "",
                "Keep copies of equipoise.env and audit.key.pem: docs/how-to/back_up_keys.md.",
                f"Start it with: equipoise serve --data {self.data}",
            )
        )
