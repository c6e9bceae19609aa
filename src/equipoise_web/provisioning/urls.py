"""Addresses of SCIM 2.0, below /scim/v2/."""

from __future__ import annotations

from django.urls import URLPattern, path

from equipoise_web.provisioning.views import groups, service, users

urlpatterns: list[URLPattern] = [
    path("Users", users.users, name="scim_users"),
    path("Users/.search", service.user_search, name="scim_user_search"),
    path("Users/<uuid:person>", users.one_user, name="scim_user"),
    path("Groups", groups.groups, name="scim_groups"),
    path("Groups/.search", service.group_search, name="scim_group_search"),
    path("Groups/<uuid:team>", groups.one_group, name="scim_group"),
    path(".search", service.search, name="scim_search"),
    path("ServiceProviderConfig", service.config, name="scim_config"),
    path("ResourceTypes", service.resource_types, name="scim_resource_types"),
    path("ResourceTypes/<str:kind>", service.resource_type, name="scim_resource_type"),
    path("Schemas", service.schemas, name="scim_schemas"),
    path("Schemas/<str:kind>", service.schema, name="scim_schema"),
    path("Bulk", service.not_offered, name="scim_bulk"),
    path("Me", service.not_offered, name="scim_me"),
]
