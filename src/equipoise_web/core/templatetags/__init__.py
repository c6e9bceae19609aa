"""Tags and filters for templates: ``{% load equipoise %}``."""
