"""From one administrator to a first plan: by mouse with a mistake mended, and by keyboard alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.browser.chromium import Look
from tests.browser.data import ROOT, Data
from tests.browser.prepare import PASSWORD
from tests.browser.prepare_first import ADMINISTRATORS
from tests.browser.server import environment, start_server
from tests.browser.test_journey import follow, press_to, sign_in_by_keyboard, watch
from tests.browser.visitor import shoot, sign_in

EVIDENCE = ("Letter of 2 March", "Meeting of 4 March", "Letter of 9 March")
PATIENCE_MS = 60_000
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def first_server(demo_data: Data, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with two centres of which nothing is said yet, one for each way."""
    folder = demo_data.copy(tmp_path_factory.mktemp("first"))
    subprocess.run(
        [sys.executable, "-m", "tests.browser.prepare_first"], env=environment(folder), cwd=ROOT, check=True
    )
    with start_server(folder, worker=True) as url:
        yield url


def sample(page: Page, step: str) -> str:
    """The sample file of a step, as the reader downloads it."""
    return page.request.get(f"/setup/{step}/sample.csv").text()


def upload(page: Page, name: str, text: str) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )


def test_by_mouse_with_mistakes_mended(first_server: str, open_page: Open, shots: Path | None) -> None:
    admin, planner = ADMINISTRATORS[0], "paula@first.example"
    ada = open_page(first_server, Look())
    sign_in(ada, admin, fresh=True)
    ada.goto("/today")
    ada.get_by_role("link", name="Go on").click()
    ada.get_by_role("link", name="Go on: Organisation and centre").click()
    ada.get_by_label("Contact centre").fill("Front desk")
    ada.get_by_role("button", name="Save").click()
    ada.get_by_label("Name", exact=True).fill("Paula")
    ada.get_by_label("E-mail address").fill(planner)
    ada.get_by_role("button", name="Add the planner").click()
    shoot(ada, shots, "setup place")
    link = ada.locator(".eq-setup-link").inner_text()

    page = open_page(first_server, Look())
    page.goto(link)
    page.locator("input[type=password]").nth(0).fill(PASSWORD)
    page.locator("input[type=password]").nth(1).fill(PASSWORD)
    page.locator("main button").last.click()
    sign_in(page, planner, fresh=True)
    page.goto("/today")
    page.get_by_role("link", name="Set it up step by step").click()
    shoot(page, shots, "setup start")
    page.get_by_role("link", name="Go on: Country and opening hours").click()
    expect(page.get_by_label("Country", exact=True)).to_have_value("NL")
    page.get_by_label("Interval, in minutes").fill("30")
    page.get_by_role("button", name="Save").click()
    shoot(page, shots, "setup opening")
    page.get_by_role("link", name="Continue: Queues and channels").click()
    add_queue(page, "calls")
    add_queue(page, "advice")
    shoot(page, shots, "setup queues")
    page.get_by_role("link", name="Continue: Contact history").click()

    right = sample(page, "history")
    upload(page, "history.csv", right.replace("calls,", "cals,", 5))
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("This file cannot be used, and nothing was changed")).to_be_visible(
        timeout=PATIENCE_MS
    )
    shoot(page, shots, "setup history mistake")
    upload(page, "history.csv", right)
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_text("All contacts lie within the opening hours.")).to_be_visible(timeout=PATIENCE_MS)
    shoot(page, shots, "setup history")
    page.get_by_role("button", name="Apply this history").click()
    page.get_by_role("link", name="Continue: people").click(timeout=PATIENCE_MS)

    people = sample(page, "people")
    upload(page, "workers.csv", people.replace(",36,32,40", ",36,38,40", 1))
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("region", name="Rows refused")).to_contain_text("contract_h_per_week")
    shoot(page, shots, "setup people mistake")
    upload(page, "workers.csv", people)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Apply exactly this").click()
    shoot(page, shots, "setup people")
    page.get_by_role("link", name="Continue: Law").click()
    page.get_by_label("Representatives informed in writing").fill(EVIDENCE[0])
    shoot(page, shots, "setup rules")
    page.get_by_role("button", name="Record and put in force").click()
    page.get_by_role("link", name="Continue: Shifts and breaks").click()
    shoot(page, shots, "setup shifts")
    page.get_by_role("button", name="Propose these shifts").click()
    for box, said in zip(
        page.locator("form[action='/setup/shifts/gate'] textarea").all(), EVIDENCE, strict=True
    ):
        box.fill(said)
    shoot(page, shots, "setup gate")
    page.get_by_role("button", name="Record and put in force").click()
    page.get_by_role("link", name="Continue: First plan").click()
    page.get_by_label("Weeks").fill("1")
    page.get_by_label("Time for the search").fill("2")
    shoot(page, shots, "setup plan")
    page.get_by_role("button", name="Make the plan").click()
    watch(page)
    page.get_by_role("link", name="Open the roster").click()
    expect(page.get_by_text("Amira Haddad").first).to_be_visible()
    page.goto("/setup")
    expect(page.get_by_role("heading", name="The centre has a roster")).to_be_visible()


def add_queue(page: Page, name: str) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Counted as").select_option("answered_over_offered")
    page.get_by_label("Patience, in seconds").fill("180")
    page.get_by_role("button", name="Add this queue").click()
    expect(page.get_by_text(f"Queue {name} is added.")).to_be_visible()


def test_by_keyboard_alone(first_server: str, open_page: Open) -> None:
    admin, planner = ADMINISTRATORS[1], "paula@second.example"
    ada = open_page(first_server, Look())
    sign_in_by_keyboard(ada, admin)
    ada.goto("/setup/place")
    write(ada, "Name", "Paula")
    write(ada, "E-mail address", planner)
    press(ada, "Add the planner")

    page = open_page(first_server, Look())
    page.goto(ada.locator(".eq-setup-link").inner_text())
    write(page, "New Password", PASSWORD)
    write(page, "New Password (again)", PASSWORD)
    follow(page)
    sign_in_by_keyboard(page, planner)
    press(page, "Set it up step by step")
    press(page, "Go on: Country and opening hours")
    write(page, "Interval, in minutes", "30")
    press(page, "Save")
    press(page, "Continue: Queues and channels")
    write(page, "Name", "calls")
    press_to(page, "Counted as")
    page.keyboard.press("ArrowDown")
    press(page, "Add this queue")
    press(page, "Continue: Contact history")

    right = sample(page, "history")
    hand_in(page, "File of history", "history.csv", right.replace(",", ";", 1))
    expect(page.get_by_text("How to mend it")).to_be_visible(timeout=PATIENCE_MS)
    hand_in(page, "File of history", "history.csv", right)
    expect(page.get_by_text("All contacts lie within the opening hours.")).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Apply this history")
    expect(page.get_by_role("link", name="Continue: people")).to_be_visible(timeout=PATIENCE_MS)
    press(page, "Continue: people")
    hand_in(page, "Files", "workers.csv", sample(page, "people"))
    press(page, "Apply exactly this")
    press(page, "Continue: Law")
    write(page, "Representatives informed", EVIDENCE[0])
    press(page, "Record and put in force")
    press(page, "Continue: Shifts and breaks")
    press(page, "Propose these shifts")
    for step, said in zip(("informed", "consulted"), EVIDENCE, strict=False):
        write(page, f"Representatives {step}", said)
    write(page, "Answered with reasons", EVIDENCE[2])
    press(page, "Record and put in force")
    press(page, "Continue: First plan")
    write(page, "Weeks", "1")
    write(page, "Time for the search", "2")
    press(page, "Make the plan")
    watch(page)
    press(page, "Open the roster")
    expect(page.get_by_text("Amira Haddad").first).to_be_visible()


def write(page: Page, label: str, text: str) -> None:
    """Tab to a field and replace what stands in it."""
    press_to(page, label)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def press(page: Page, name: str) -> None:
    """Tab to a link or button and follow it."""
    press_to(page, name)
    follow(page)


def hand_in(page: Page, label: str, name: str, text: str) -> None:
    """Tab to the field of a file, choose one, and have it checked."""
    press_to(page, label)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})
    press(page, "Check the file")
