"""The balance of a plan: customers, people and money side by side, never one score."""

from .document import balance_document
from .indices import Balance, Customers, Money, People, QueueService, balance_indices
from .people import Preferences, Strain, Unsocial, Weekends
from .shifts import Shift, shifts_of
from .workers import WorkerRow, worker_rows

__all__ = [
    "Balance",
    "Customers",
    "Money",
    "People",
    "Preferences",
    "QueueService",
    "Shift",
    "Strain",
    "Unsocial",
    "Weekends",
    "WorkerRow",
    "balance_document",
    "balance_indices",
    "shifts_of",
    "worker_rows",
]
