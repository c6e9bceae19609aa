"""Every colour pair that the report shows can be read: WCAG 2 contrast, light and dark."""

import re
from importlib.resources import files

import pytest

from equipoise.report.palette import TOKENS

CSS = files("equipoise.report").joinpath("templates", "report.css").read_text(encoding="utf-8")
DARK_AT, PRINT_AT = CSS.index("@media (prefers-color-scheme: dark)"), CSS.index("@media print")


def tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9A-F]{6})", css))


LIGHT = tokens(CSS[:DARK_AT])
DARK = LIGHT | tokens(CSS[DARK_AT : CSS.index("* {", DARK_AT)])
PRINT = LIGHT | tokens(CSS[PRINT_AT:])
MODES = {"light": LIGHT, "dark": DARK, "print": PRINT}
GROUNDS = ("eq-bg", "eq-surface", "eq-surface2")
TEXT = [(ink, ground) for ink in ("eq-ink", "eq-ink2", "eq-ink3", "eq-link") for ground in GROUNDS]
TEXT += [(ink, "eq-surface") for ink in ("eq-brand", "eq-ok", "eq-unknown", "cov-under")]
TEXT += [(f"eq-{state}", f"eq-{state}bg") for state in ("block", "gate", "info", "unknown")]
TEXT += [("act-queue-ink", "act-queue"), ("act-leave-ink", "eq-surface"), ("act-leave-ink", "eq-surface2")]
TEXT += [("act-off-ink", "eq-surface"), ("act-off-ink", "eq-surface2")]
SHAPES = [(mark, "eq-surface") for mark in ("eq-edge", "eq-brand", "cov-under", "cov-right", "cov-over")]
SHAPES += [("act-queue-edge", "eq-surface"), ("act-leave-edge", "eq-surface"), ("eq-ink", "cov-fill")]
SHAPES += [("eq-focus", ground) for ground in GROUNDS]


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_published_extremes():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_contrast_of_at_least_four_and_a_half(mode, ink, ground):
    assert contrast(MODES[mode][ink], MODES[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("mark", "ground"), SHAPES)
def test_marks_that_carry_meaning_have_contrast_of_at_least_three(mode, mark, ground):
    assert contrast(MODES[mode][mark], MODES[mode][ground]) >= 3.0


def test_every_variable_that_is_used_is_defined_in_light_and_dark():
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", CSS)) | set(TOKENS)
    assert used <= LIGHT.keys()
    assert LIGHT.keys() == tokens(CSS[DARK_AT : CSS.index("* {", DARK_AT)]).keys()
