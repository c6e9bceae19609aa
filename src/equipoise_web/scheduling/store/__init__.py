"""A finished plan into rows: forecast, requirement, roster, expectation, check."""

from equipoise_web.scheduling.store.plan import store_plan

__all__ = ["store_plan"]
