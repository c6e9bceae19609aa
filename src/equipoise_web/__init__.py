"""Equipoise's web application: the charter's workflows over rows."""
