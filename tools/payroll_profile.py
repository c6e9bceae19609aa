"""``python -m tools.payroll_profile``: write reference page and JSON Schema of payroll hours anew."""

from __future__ import annotations

import json
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
PAGE, SCHEMA = REFERENCE / "payroll_hours.md", REFERENCE / "payroll_hours.schema.json"


def page_and_schema() -> tuple[str, str]:
    """Both files from the one definition."""
    from equipoise_web.scheduling.payroll.profile import reference, schema

    return reference(), json.dumps(schema(), indent=2) + "\n"


def main() -> None:
    """Write both."""
    page, schema = page_and_schema()
    PAGE.write_text(page, encoding="utf-8")
    SCHEMA.write_text(schema, encoding="utf-8")


if __name__ == "__main__":
    main()
