"""Signing in: the glue to django-allauth, one-time links, demonstration accounts and the trail they leave."""
