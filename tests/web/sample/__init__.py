"""An app for the tests alone: rows and jobs that stand for those of later apps."""
