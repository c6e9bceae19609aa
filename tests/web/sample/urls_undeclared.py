"""The sample addresses and one whose view declares nothing."""

from __future__ import annotations

from django.urls import path
from tests.web.sample import urls, views

urlpatterns = [*urls.urlpatterns, path("undeclared", views.undeclared)]
