"""Addresses of SCIM."""
