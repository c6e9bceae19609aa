"""Colours can be read, vendored files are what they say, pictures exist, and the shell renders."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from tests.web.contrast import contrast, tokens
from tests.web.world import World, give

from equipoise_web.core import marks, navigation
from equipoise_web.core.context import initials
from equipoise_web.core.models import AuditEntry, Centre
from equipoise_web.core.roles import Role

WEB = Path(__file__).resolve().parents[2] / "src" / "equipoise_web"
VENDOR = WEB / "static" / "vendor"
CSS = (WEB / "static" / "equipoise" / "tokens.css").read_text("utf-8")
THEMES = {"light": ":root", "dark": '[data-bs-theme="dark"]'}
GROUNDS = ("bg", "surface", "surface2", "select")
TEXT = ("ink", "ink2", "ink3", "brand", "link", "block", "gate", "warn", "ok", "info", "unknown")
STATES = ("block", "gate", "warn", "ok", "info", "unknown")
KINDS = sorted({kind.css.removeprefix("act-") for kind in marks.ACTIVITIES.values()})
INSIDE = tuple(kind for kind in KINDS if kind not in {"queue", "leave", "off"})


@pytest.fixture(params=THEMES)
def colours(request: pytest.FixtureRequest) -> dict[str, str]:
    """Token, without its dashes, to colour; of both themes in turn."""
    return {name.removeprefix("--"): value for name, value in tokens(CSS, THEMES[request.param]).items()}


def short_of(pairs: dict[str, tuple[str, str]], least: float) -> list[str]:
    """The pairs of colours whose contrast is below ``least``."""
    return [
        f"{name} {contrast(*pair):.2f}" for name, pair in pairs.items() if round(contrast(*pair), 2) < least
    ]


def test_text_can_be_read_on_every_ground(colours: dict[str, str]) -> None:
    pairs = {
        f"{text} on {ground}": (colours[f"eq-{text}"], colours[f"eq-{ground}"])
        for text in TEXT
        for ground in GROUNDS
    }
    assert short_of(pairs, 4.75) == []
    assert short_of({"onbrand on brand": (colours["eq-onbrand"], colours["eq-brand"])}, 4.75) == []


def test_states_can_be_read_on_their_own_tint(colours: dict[str, str]) -> None:
    pairs = {state: (colours[f"eq-{state}"], colours[f"eq-{state}bg"]) for state in STATES}
    assert short_of(pairs, 5.55) == []


def test_edges_and_focus_stand_out_from_every_ground(colours: dict[str, str]) -> None:
    edges = {ground: (colours["eq-edge"], colours[f"eq-{ground}"]) for ground in GROUNDS}
    focus = {ground: (colours["eq-focus"], colours[f"eq-{ground}"]) for ground in GROUNDS}
    assert short_of(edges, 3.0) == []
    assert short_of(focus, 5.5) == []


def test_activities_show_their_letter_and_their_edge(colours: dict[str, str]) -> None:
    letters = {kind: (colours[f"act-{kind}-ink"], colours[f"act-{kind}"]) for kind in KINDS}
    edges = {
        f"{kind} on {ground}": (colours[f"act-{kind}-edge"], colours[f"eq-{ground}"])
        for kind in KINDS
        for ground in ("surface", "bg")
    }
    inside = {kind: (colours[f"act-{kind}-edge"], colours["act-queue"]) for kind in INSIDE}
    assert short_of(letters, 4.5) == []
    assert short_of(edges, 3.0) == []
    assert short_of(inside, 3.55) == []


def test_coverage_can_be_read(colours: dict[str, str]) -> None:
    names = ("under", "right", "over")
    pairs = {name: (colours[f"cov-{name}-ink"], colours[f"cov-{name}"]) for name in names}
    pairs["cell"] = (colours["eq-ink"], colours["cov-cell"])
    assert short_of(pairs, 4.5) == []
    fills = {name: (colours[f"cov-{name}"], colours["eq-surface"]) for name in names}
    assert short_of(fills, 3.0) == []


def test_auto_is_dark_where_the_device_is(colours: dict[str, str]) -> None:
    inside = CSS.split("@media (prefers-color-scheme: dark) {", 1)[1]
    assert tokens(inside, '[data-bs-theme="auto"]') == tokens(CSS, THEMES["dark"])


def test_vendored_files_have_their_checksums_and_no_others_are_there() -> None:
    listed = dict(reversed(line.split("  ")) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    there = {path.relative_to(VENDOR).as_posix(): path for path in VENDOR.rglob("*") if path.is_file()}
    del there["SHA256SUMS"]
    assert {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in there.items()} == listed


def test_every_vendored_package_brings_its_licence() -> None:
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert {path.parent.name for path in VENDOR.glob("*/LICENSE")} == folders


def is_mail(path: str, text: str) -> bool:
    """Whole documents other than the two shells are sent by mail, where no style sheet is."""
    return "<!doctype" in text.lower() and Path(path).name not in {"base.html", "bare.html"}


def templates() -> dict[str, str]:
    return {str(path): path.read_text("utf-8") for path in WEB.rglob("*.html")}


def test_every_icon_that_is_used_is_in_the_sprite(repository: Path) -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "icons" / "icons.svg").read_text("utf-8")))
    used = {
        name
        for text in templates().values()
        for name in re.findall(r'(?:\{% icon |icon_name=)["\']([\w-]+)["\']', text)
    }
    used |= {place.icon for places in navigation.RAIL.values() for place in places}
    used |= {severity.icon for severity in marks.SEVERITIES.values()}
    assert used - sprite == set()


def test_every_static_file_that_a_template_names_exists() -> None:
    named = {
        name for text in templates().values() for name in re.findall(r"\{% static ['\"]([^'\"]+)['\"]", text)
    }
    assert named
    assert [name for name in sorted(named) if finders.find(name) is None] == []


def test_no_template_carries_a_style_or_a_handler() -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\s(src|nonce)=)")
    pages = {path: text for path, text in templates().items() if not is_mail(path, text)}
    assert len(pages) > 20
    assert [path for path, text in pages.items() if inline.search(text)] == []


def render(source: str, language: str = "en", **context: object) -> str:
    loads = "{% load equipoise equipoise_figures equipoise_times %}"
    with translation.override(language):
        return Template(loads + source).render(Context(context))


def test_a_source_label_says_its_kind_and_marks_what_nobody_checked() -> None:
    assert '§ <span translate="no">ATW 5:3</span> · law' in render('{% source_label "law" "ATW 5:3" %}')
    assert "not yet checked" in render('{% source_label "agreement" "CAO 8.1" checked=False %}')
    with pytest.raises(KeyError):
        render('{% source_label "rumour" %}')


def test_a_severity_is_a_word_with_its_number() -> None:
    assert "2 ask consent or advice" in render('{% severity "gate" count=2 %}')
    assert "must be fixed" in render('{% severity "block" %}')


def test_an_activity_that_is_not_known_is_protected_time() -> None:
    assert render('{{ "union_meeting"|activity_class }}') == "act-protected"
    assert "sick" not in render('{% activity "sick" words=True %}').lower()


@pytest.mark.parametrize(
    ("language", "source", "said"),
    [
        ("en", "{{ 0.824|percent }}", "82%"),
        ("de", "{{ 0.824|percent:1 }}", "82,4\xa0%"),
        ("en", "{{ 9840|number }}", "9,840"),
        ("nl", "{{ 9840.25|number:1 }}", "9.840,2"),
        ("en", "{{ none|percent }}", "–"),
        ("en", "{{ long|duration }}", "7:30"),
        ("en", "{{ long|hours:1 }}", "7.5 h"),
        ("en", "{{ at|day:'Europe/Amsterdam' }}", "Wed 3 Feb 2027"),
        ("nl", "{{ at|short_day:'Europe/Amsterdam' }}", "wo 3 feb"),
        ("en", "{{ at|clock:'Europe/Amsterdam' }}", "00:30"),
        ("en", "{{ at|clock:'UTC' }}", "23:30"),
        ("en", "{{ on|day }}", "Wed 3 Feb 2027"),
    ],
)
def test_figures_and_times_are_said_in_the_readers_language(language: str, source: str, said: str) -> None:
    context = {
        "none": None,
        "long": timedelta(hours=7, minutes=30),
        "at": datetime(2027, 2, 2, 23, 30, tzinfo=UTC),
        "on": date(2027, 2, 3),
    }
    assert render(source, language, **context) == said


def test_a_group_that_is_too_small_shows_no_share() -> None:
    assert "too few to show" in render("{% share 1 4 least=5 %}")
    assert "1 of 5" in render("{% share 1 5 least=5 %}")


def test_a_figure_shows_its_range_and_a_missing_one_is_undetermined() -> None:
    shown = render('{% figure 0.82 "percent" low=0.77 high=0.86 %}')
    assert "82%" in shown
    assert "range 77–86" in shown
    assert "undetermined" in render("{% figure None %}")


@pytest.mark.parametrize(
    ("name", "short"), [("Mila Vermeer", "MV"), ("Cher", "C"), ("Jan van der Berg", "JB"), ("", "")]
)
def test_initials_are_the_first_letters_of_first_and_last_name(name: str, short: str) -> None:
    assert initials(name) == short


def signed_in(world: World, role: str) -> Client:
    client = Client()
    client.force_login(world.users[role])
    return client


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_a_page_has_the_readers_language_and_theme(world: World, language: str, theme: str) -> None:
    person = world.person("planner")
    person.locale, person.theme = language, theme
    person.save()
    page = signed_in(world, "planner").get("/me/notices").content.decode()
    assert f'<html lang="{language}" data-bs-theme="{theme}">' in page
    assert page.count("<main") == 1
    assert 'class="eq-skip" href="#content"' in page
    assert 'aria-live="polite"' in page


def test_the_rail_has_at_most_nine_places_and_five_tabs_fit_a_phone() -> None:
    assert all(len(places) <= navigation.AT_MOST for places in navigation.RAIL.values())
    assert set(navigation.RAIL) == {*Role, None}


def test_the_rail_marks_the_page_and_leaves_out_pages_that_do_not_exist(world: World) -> None:
    page = signed_in(world, "agent").get("/me/notices").content.decode()
    current = re.findall(r'class="eq-place" href="([^"]+)" aria-current="page"', page)
    assert set(current) == {"/me/notices"}
    assert navigation.address_of("no_such_page") is None


def test_a_place_shows_how_many_things_wait_there(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_counts", {})
    navigation.count_beside("my_notices")(lambda request: 6)
    page = signed_in(world, "agent").get("/me/notices").content.decode()
    assert '<span class="eq-count">6</span>' in page


def test_a_visitor_who_is_refused_is_led_to_sign_in(world: World) -> None:
    asked = Client().get("/me/notices")
    assert asked.status_code == 302
    assert asked.headers["Location"].endswith("?next=/me/notices")
    sent = Client().post("/me/notices")
    assert sent.status_code == 403
    assert f'href="{asked.headers["Location"].split("?")[0]}"' in sent.content.decode()


def test_somebody_signed_in_who_is_refused_is_told_who_may_go_on(world: World) -> None:
    response = signed_in(world, "agent").get("/access")
    assert response.status_code == 403
    assert "Who may go on:" in response.content.decode()


def test_an_address_that_does_not_exist_has_a_page_in_the_look(world: World) -> None:
    response = signed_in(world, "agent").get("/no/such/page")
    assert response.status_code == 404
    assert 'class="eq-bare' in response.content.decode()


def test_acting_in_a_role_that_is_held_is_kept_and_written_down(world: World) -> None:
    person = world.person("planner")
    give(person, Role.HR, team=world.north)
    client = signed_in(world, "planner")
    response = client.post("/account/role", {"role": "hr"})
    assert response.status_code == 302
    entry = AuditEntry.objects.get(action="role.acting")
    assert (entry.actor, entry.object_uuid) == (person.uuid, person.uuid)
    assert '"hr"' in entry.details
    assert "<b>HR</b>" in client.get("/me/notices").content.decode()


@pytest.mark.parametrize("role", ["administrator", "queen", ""])
def test_acting_in_a_role_that_is_not_held_is_refused_and_leaves_no_entry(world: World, role: str) -> None:
    client = signed_in(world, "agent")
    assert client.post("/account/role", {"role": role}).status_code == 403
    assert not AuditEntry.objects.filter(action="role.acting").exists()


def test_a_role_that_ended_is_no_longer_acted_in(world: World) -> None:
    client = signed_in(world, "planner")
    extra = give(world.person("planner"), Role.HR, team=world.north)
    client.post("/account/role", {"role": "hr"})
    extra.delete()
    assert "<b>HR</b>" not in client.get("/me/notices").content.decode()


def test_a_centre_is_chosen_among_those_that_the_roles_reach(world: World) -> None:
    away, there = Centre.objects.get(name="Away"), Centre.objects.get(name="There")
    client = signed_in(world, "planner")
    assert client.post("/account/centre", {"centre": str(away.uuid)}).status_code == 403
    give(world.person("planner"), Role.PLANNER, centre=away)
    response = client.post("/account/centre", {"centre": str(away.uuid), "next": "/me/notices"})
    assert response.headers["Location"] == "/me/notices"
    assert '<summary><b translate="no">Away</b>' in client.get("/me/notices").content.decode()
    assert client.post("/account/centre", {"centre": str(there.uuid)}).status_code == 403


def test_a_language_is_chosen_by_anybody_and_never_leads_to_another_site(database: str) -> None:
    client = Client()
    response = client.post("/account/language", {"language": "nl", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"
    assert response.cookies["django_language"].value == "nl"
    assert 'lang="nl"' in client.get("/no/such/page").content.decode()


def test_a_persons_language_is_kept_in_his_settings(world: World) -> None:
    client = signed_in(world, "agent")
    client.post("/account/language", {"language": "nl", "next": "/me/notices"})
    client.post("/account/language", {"language": "tlh", "next": "/me/notices"})
    world.person("agent").refresh_from_db()
    assert '<html lang="nl"' in client.get("/me/notices").content.decode()
