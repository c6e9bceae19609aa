"""``python -m tools.permissions``: write the permission table anew, to be reviewed before it is committed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Ask the application as it is, in a database of its own."""
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
    import django

    django.setup()
    from django.db import transaction
    from django.test.utils import setup_test_environment
    from tests.web import engines, matrix
    from tests.web.rich_world import make_rich_world

    setup_test_environment()
    with tempfile.TemporaryDirectory() as folder:
        engine = engines.SqliteEngine(Path(folder))
        engines.use(engine.shared)
        with transaction.atomic():
            world = make_rich_world()
            matrix.write(ROOT / "tests" / "web" / "permissions.csv", matrix.answers(world))
            transaction.set_rollback(True)


if __name__ == "__main__":
    main()
