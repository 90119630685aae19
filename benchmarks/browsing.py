"""What a reader on an old phone feels: Lighthouse's performance, and the time from a press to the next paint."""

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.support.installation import serve_readers
from tests.support.lighthouse import CHROMIUM, PAGES, run_lighthouse, why_not

from . import Figure

RUNS = 3
SLOWDOWN = 6
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
]
_OBSERVE = """
window.presses = new Map();
new PerformanceObserver(list => { for (const entry of list.getEntries()) if (entry.interactionId)
  window.presses.set(entry.interactionId, Math.max(entry.duration, window.presses.get(entry.interactionId) || 0)); })
  .observe({type: "event", durationThreshold: 16, buffered: true});
"""


def measure(var: Path) -> list[Figure]:
    """Figures of the readers' site of ``var`` in Chromium; [] where there is none."""
    if CHROMIUM is None:
        return []
    with serve_readers(var) as site:
        return [*_measure_lighthouse(site), _measure_presses(site)]


def _measure_lighthouse(site: str) -> list[Figure]:
    if why_not():
        return []
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, path in PAGES.items():
            reports = [run_lighthouse(f"{site}/en/{path}", ["performance"], Path(folder)) for _ in range(RUNS)]
            scores = sorted(round(100 * report["categories"]["performance"]["score"]) for report in reports)
            middle = statistics.median(scores)
            shown = f"{middle:.0f} ({scores[0]} to {scores[-1]} in {RUNS} runs)"
            figures.append(Figure(f"Lighthouse performance as a phone, {name}", shown, "at least 98", middle >= 98))
    return figures


def _measure_presses(site: str) -> Figure:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        found = {name: _press(browser, site, path, flow) for name, (path, flow) in FLOWS.items()}
        browser.close()
    slowest = max(found, key=lambda name: found[name])
    what = f"Interaction to next paint with {SLOWDOWN} times slower processor, slowest of {len(found)} flows"
    return Figure(what, f"{found[slowest]:.0f} ms ({slowest})", "under 100 ms", found[slowest] < 100)


def _press(browser: Browser, site: str, path: str, flow: Callable[[Page], None]) -> float:
    """Milliseconds of the slowest press of a flow, the middle one of some runs; 16 where none took as long as that."""
    return statistics.median(_press_once(browser, f"{site}/en/{path}", flow) for _ in range(RUNS))


def _press_once(browser: Browser, address: str, flow: Callable[[Page], None]) -> float:
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(address)
        page.wait_for_load_state("networkidle")
        flow(page)
        page.wait_for_timeout(1_500)
        return float(page.evaluate("Math.max(16, ...window.presses.values())"))


def _type(page: Page) -> None:
    page.get_by_label("In your own words").press_sequentially("help paying for gas", delay=120)


def _press_in_view(page: Page, found: Locator) -> None:
    """As a reader does: first to where it stands, and when that is painted, the press."""
    found.scroll_into_view_if_needed()
    page.wait_for_timeout(1_000)
    found.click()


def _save(page: Page) -> None:
    _press_in_view(page, page.get_by_role("button", name="Save NC 211").first)


def _keep_questions(page: Page) -> None:
    _press_in_view(page, page.get_by_role("button", name="Keep these questions"))


def _write(page: Page) -> None:
    page.get_by_label("Note my pain").check()
    _press_in_view(page, page.get_by_label("Notes"))
    page.wait_for_timeout(1_000)  # the page glides to the field; what is typed out of sight is never painted
    page.get_by_label("Notes").press_sequentially("A good walk.", delay=80)
    _press_in_view(page, page.get_by_role("button", name="Write it down"))


def _unfold(page: Page) -> None:
    _press_in_view(page, page.locator("main details summary").first)


FLOWS: dict[str, tuple[str, Callable[[Page], None]]] = {
    "typing in the search box": ("", _type),
    "saving a listing": ("listing/nc-211/", _save),
    "keeping a guide’s questions": ("guide/pain/", _keep_questions),
    "writing in the journal": ("journal/", _write),
    "opening a statistic": ("guide/advanced-breast-cancer/", _unfold),
}
