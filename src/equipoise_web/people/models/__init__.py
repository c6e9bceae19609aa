"""Rows of the people app."""

from equipoise_web.people.models.contract import Contract, ContractType
from equipoise_web.people.models.worker import Skill, Worker

__all__ = ["Contract", "ContractType", "Skill", "Worker"]
