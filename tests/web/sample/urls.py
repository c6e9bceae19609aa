"""Addresses of the sample views that declare a rule."""

from __future__ import annotations

from django.urls import include, path
from tests.web.sample import views

inner = [path("plans", views.Plans.as_view())]
urlpatterns = [
    path("anybody", views.anybody),
    path("people/<uuid:person>", views.person),
    path("inner/", include(inner)),
]
