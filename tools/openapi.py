"""``python -m tools.openapi``: write the description of the interface anew, for the reference."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reference" / "openapi.json"


def main() -> None:
    """Ask the application as it is; it needs no database."""
    os.environ.setdefault("EQUIPOISE_SECRET_KEY", "for-this-description-alone")
    os.environ.setdefault("EQUIPOISE_DATA_DIR", tempfile.gettempdir())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "equipoise_web.project.base")
    import django

    django.setup()
    from equipoise_web.api.interface import api

    text = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False)
    TARGET.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
