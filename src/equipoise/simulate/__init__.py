"""Playing a roster against random contacts."""

from .model import QueueOutcome, Simulation, WorkerOutcome

__all__ = ["QueueOutcome", "Simulation", "WorkerOutcome"]
