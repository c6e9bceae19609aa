"""Forecast + target -> how many agents each interval needs.

One module a question; each is imported when it is needed, as its formulas are compiled.

============================================ =========================================================
``performance``, ``strain``, ``sojourn``     Erlang A and C, chat: service, the fewest agents, pauses
``general_patience``, ``patience``           patience of any shape (M/M/n+G)
``blocking``, ``finite_lines``, ``redial``   lost contacts, a limited number of lines, who calls again
``many_servers``                             square-root staffing and its limits
``offered_load``, ``transient``              load that changes during the day, and what it leads to
``uncertain_rate``, ``daily``                a rate that is not known; a target for the day
``blend``, ``deferred``                      outbound between inbound, work with a deadline
``shrinkage``, ``definitions``               people to pay for; what a service level counts
``requirement``                              forecast and centre -> requirement of every queue
============================================ =========================================================
"""

from .model import Requirement

__all__ = ["Requirement"]
