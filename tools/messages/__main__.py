"""``python -m tools.messages``: bring the catalogues up to date and say what is still to be translated."""

from __future__ import annotations

import sys

from tools.messages.extract import DynamicMessage
from tools.messages.files import LANGUAGES, OFFERED, SOURCES, bring_up_to_date


def main() -> int:
    """Write the catalogues. Gives 1 where an offered language lacks words, 2 where a source is wrong."""
    try:
        left = {language: bring_up_to_date(SOURCES, language) for language in LANGUAGES}
    except (DynamicMessage, SyntaxError) as problem:
        print(problem, file=sys.stderr)
        return 2
    for language, missing in left.items():
        print(f"{language}: {len(missing)} to translate")
        for message in missing if language in OFFERED else ():
            print(f"  {message.context and message.context + ' | '}{message.singular}")
    return int(any(left[language] for language in OFFERED))


if __name__ == "__main__":
    sys.exit(main())
