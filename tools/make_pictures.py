"""Makes the pictures of docs/tour.md and docs/editors: the starter's pages on a phone, and the desk.

    python tools/make_pictures.py [tour] [desk]

Needs Chromium and the packages for tests. Everything is set up in a folder that is gone afterwards; the sample that is
imported names nobody real.
"""

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS, CHROMIUM  # noqa: E402
from tests.support.installation import MAIN, dogwood, environment, find_free_port, serve_readers, wait_for  # noqa: E402

#: Paths of the tour; two where a reader types in a language.
TOUR: dict[str, str | tuple[str, str]] = {
    "home": "",
    "guide": "guide/advanced-breast-cancer/",
    "urgent": ("search?q=i+can%27t+breathe", "search?q=no+puedo+respirar"),
    "search": (
        "search?q=help+paying+for+gas&near=Robeson+County",
        "search?q=ayuda+para+la+gasolina&near=Robeson+County",
    ),
    "need": "need/ride/",
    "listing": "listing/american-cancer-society-cancer-helpline/",
    "closed": "listing/y-me/",
    "near": "near/?at=28358&need=mammogram",
    "questions": "questions/",
    "simple": "guide/pain/?view=simple",
}
SAMPLE = """Name,Phone,Town,County,Web,Cost,Notes
NC 211,211,,,https://nc211.org,Free,any hour
Sample Ride Circle,919-555-0134 or 800-555-0177,Raleigh,Wake,rides.example.org,free,Weekdays 9-4
Sample Wig Room,(828) 555-01,Boone,Watauga,,sliding scale,Tuesdays
"""
COLORS = 96


def main() -> None:
    wanted = set(sys.argv[1:]) or {"tour", "desk"}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        var = Path(folder) / "var"
        print("Preparing the starter …", flush=True)
        said = dogwood(var, "run", "--setup-only").stdout
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        if "tour" in wanted:
            make_tour(browser, var)
        if "desk" in wanted:
            found = re.search(r"one-time password: (\S+)", said)
            assert found, said
            make_desk(browser, var, found[1])
        browser.close()


def make_tour(browser: Browser, var: Path) -> None:
    with serve_readers(var) as site:
        for language in ("en", "es"):
            for name, path in TOUR.items():
                page = browser.new_context(viewport={"width": 360, "height": 740}, base_url=site).new_page()
                if name == "questions":
                    page.goto(f"/{language}/guide/pain/")
                    page.get_by_role(
                        "button", name=re.compile("Keep these questions|Guardar estas preguntas")
                    ).first.click()
                page.goto(f"/{language}/{path if isinstance(path, str) else path[language == 'es']}")
                page.wait_for_load_state("networkidle")
                keep(page, ROOT / "docs" / "pictures" / "tour" / f"{name}-{language}.png")
                page.context.close()


def make_desk(browser: Browser, var: Path, password: str) -> None:
    folder = ROOT / "docs" / "editors" / "pictures"
    with serve_desk(var) as desk:
        page = browser.new_context(viewport={"width": 1280, "height": 860}, base_url=desk).new_page()
        page.goto("/desk/login/")
        page.locator("input[name=username]").fill("editor")
        page.locator("input[name=password]").fill(password)
        page.locator("button[type=submit]").first.click()
        page.wait_for_url("**/desk/")
        keep(page, folder / "desk.png")
        page.get_by_role("link", name="Calls").first.click()
        page.get_by_role("button", name="Take the next 20").click()
        page.wait_for_load_state("networkidle")
        keep(page, folder / "calls.png")
        page.goto("/desk/imports/")
        sample = {"name": "rides-and-wigs.csv", "mimeType": "text/csv", "buffer": SAMPLE.encode()}
        page.locator("input[type=file]").set_input_files(files=[sample])
        page.get_by_role("button", name="Show me what would happen").click()
        page.wait_for_url(re.compile(r"/imports/\d+/"))
        page.get_by_role("heading", name="Rows").scroll_into_view_if_needed()
        page.mouse.wheel(0, 600)
        keep(page, folder / "import-preview.png")


@contextmanager
def serve_desk(var: Path) -> Iterator[str]:
    port = find_free_port()
    more = {"DOGWOOD_DESK_PORT": str(port)}
    child = subprocess.Popen([sys.executable, "-c", MAIN, "desk"], env=environment(var, **more), cwd=ROOT)
    try:
        wait_for(port, "/desk/login/", child)
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait(20)


def keep(page: Page, path: Path) -> None:
    """What the window shows, in few colours: a picture in the documentation should weigh little."""
    page.wait_for_timeout(400)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLORS)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
    print(f"  {path.relative_to(ROOT)}: {path.stat().st_size / 1000:.0f} kB", flush=True)


if __name__ == "__main__":
    main()
