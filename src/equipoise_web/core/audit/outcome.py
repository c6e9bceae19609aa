"""What came of verifying an export."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Verification:
    """Whether an export is whole, why not, and what was checked against what."""

    valid: bool
    reason: str | None
    entries: int
    batches: int
    keys: tuple[str, ...]
    keys_confirmed: bool
    witnessed: int

    def sentences(self) -> tuple[str, ...]:
        """The outcome for a reader, with what it does not show."""
        if not self.valid:
            return (f"NOT VALID: {self.reason}",)
        said = [f"valid: {self.entries} entries in {self.batches} batches"]
        if not self.keys_confirmed:
            said.append(f"signed with {', '.join(self.keys)}: compare this key with one from elsewhere")
        if not self.witnessed:
            said.append("no witness: an older export, or one cut back to an older one, would look the same")
        return tuple(said)
