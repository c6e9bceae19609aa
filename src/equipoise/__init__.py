"""Equipoise: from contact history to a lawful, balanced, demand-covering roster.

Every step is a sub-package that can be used alone; nothing heavy is imported here.
"""

__version__ = "0.1.0"
