from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from equipoise.demo.demonstration import DEMONSTRATION
from equipoise.demo.dispersion import day_cv, day_effects, interval_cv
from equipoise.demo.examples import FOUR_CHANNELS, SMALL
from equipoise.demo.shapes import load_shapes

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY.parent / "shared" / "data" / "contacts"
PUBLISHED = REPOSITORY / "src" / "equipoise" / "demo" / "shapes.json"
PAGE = REPOSITORY / "docs" / "explanation" / "demonstration_centre.md"
AFTER_CONTACT = 1.6  # handle time over service time, as the page on the demonstration centre says


@pytest.fixture(scope="module")
def estimator() -> ModuleType:
    spec = spec_from_file_location("estimate_shapes", REPOSITORY / "benchmarks" / "estimate_shapes.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_published_shapes_are_what_the_data_gives(estimator):
    if not DATA.exists():
        pytest.skip("contact data is not beside the repository: the estimates cannot be made again")
    again = json.dumps(estimator.estimate(DATA), indent=1) + "\n"
    assert again == PUBLISHED.read_text("utf-8")


def test_kaplan_meier_gives_the_product_of_shares_that_stayed(estimator):
    waited = np.array([1.0, 2.0, 2.0, 3.0, 4.0])
    left = np.array([True, False, True, True, False])
    times, survival = estimator.kaplan_meier(waited, left)
    assert times.tolist() == [1.0, 2.0, 3.0]
    assert survival == pytest.approx([4 / 5, 4 / 5 * 3 / 4, 4 / 5 * 3 / 4 * 1 / 2])


def test_dispersion_is_found_again_in_counts_drawn_with_it():
    random = np.random.default_rng(5)
    weekday = np.tile(np.arange(5), 80)
    factor = np.array([1.2, 1.0, 0.9, 0.9, 1.0])[weekday]
    profile = np.linspace(1.0, 3.0, 40)
    effect = random.gamma(1 / 0.08**2, 0.08**2, (400, 1)) * random.gamma(1 / 0.15**2, 0.15**2, (400, 40))
    counts = random.poisson(20 * factor[:, None] * profile * effect).astype(float)
    totals = counts.sum(axis=1)
    effects = day_effects(totals, weekday)
    assert [effects.weekday_factor[w] for w in range(5)] == pytest.approx([1.2, 1, 0.9, 0.9, 1], abs=0.03)
    assert day_cv(effects.ratio, totals) == pytest.approx(np.hypot(0.08, 0.15 / 40**0.5), abs=0.012)
    assert interval_cv(counts, weekday) == pytest.approx(0.15, abs=0.01)


def test_poisson_counts_show_no_overdispersion():
    random = np.random.default_rng(6)
    counts = random.poisson(30.0, (400, 40)).astype(float)
    weekday = np.tile(np.arange(5), 80)
    assert day_cv(counts.sum(axis=1) / 1200.0, counts.sum(axis=1)) < 0.01
    assert interval_cv(counts, weekday) < 0.03


@pytest.mark.parametrize("recipe", [DEMONSTRATION, SMALL, FOUR_CHANNELS], ids=lambda recipe: recipe.toml)
def test_handle_time_and_patience_of_a_centre_are_the_estimates(recipe, written):
    queues = {queue.name: queue for queue in written[recipe.toml.removesuffix(".toml")].centre.queues}
    conversations = load_shapes().conversations
    for drawn in recipe.queues:
        queue, talk = queues[drawn.name], conversations[drawn.conversation]
        assert queue.aht_s == pytest.approx(AFTER_CONTACT * talk.mean_s, abs=0.5)
        if queue.patience_s is not None:
            assert queue.patience_s == pytest.approx(talk.patience_s, abs=0.5)


def test_page_quotes_the_published_estimates():
    raw, page = json.loads(PUBLISHED.read_text("utf-8")), PAGE.read_text("utf-8")
    banks = [raw["retail_bank"], raw["small_bank"]]
    values = [value for bank in banks for value in (*bank["weekday_factor"], bank["day_cv"])]
    values += [value for bank in banks for value in bank["interval_cv"].values()]
    values += [*raw["retail_bank"]["month_turn"].values(), raw["small_bank"]["short_day_factor"]]
    values += [kind[key] for kind in raw["handle_time"]["by_type"].values() for key in ("mean_s", "cv")]
    values += [kind["mean_s"] for kind in raw["patience"]["by_type"].values()]
    values += raw["patience"]["kaplan_meier"] + [raw["abandonment"]["of_all"]]
    assert [value for value in values if f" {value:g} " not in page.replace(",", " ")] == []
