"""A plan and its reports, made once."""

import pytest

from equipoise.report.html import render_report

from .factory import make_plan
from .page import parse


@pytest.fixture(scope="session")
def plan():
    return make_plan()


@pytest.fixture(scope="session")
def reports(plan):
    return {language: render_report(plan, language) for language in ("en", "nl")}


@pytest.fixture(scope="session", params=["en", "nl"])
def html(request, reports):
    return reports[request.param]


@pytest.fixture(scope="session")
def page(html):
    return parse(html)


@pytest.fixture(scope="session")
def english(reports):
    return parse(reports["en"])
