"""The main paths in Debian's Firefox, driven over WebDriver BiDi by puppeteer-core; skipped where either is missing."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.installation import ROOT

FIREFOX = shutil.which("firefox-esr")
LIBRARY = (
    ROOT / "tools" / "browsers" / "node_modules" / "puppeteer-core" / "lib" / "esm" / "puppeteer" / "puppeteer-core.js"
)


@pytest.mark.skipif(FIREFOX is None, reason="Firefox is not installed (apt-get install firefox-esr).")
@pytest.mark.skipif(not LIBRARY.exists(), reason="puppeteer-core is not installed (npm ci --prefix tools/browsers).")
def test_the_main_paths_in_firefox(site: str, tmp_path: Path) -> None:
    script = Path(__file__).with_name("firefox.mjs")
    done = subprocess.run(
        ["node", str(script), str(LIBRARY), str(FIREFOX), site],
        capture_output=True, text=True, timeout=180, check=False, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    seen = json.loads(done.stdout)
    assert seen["errors"] == []
    assert seen["first"] == "American Cancer Society Helpline"
    assert seen["heading"] == "El dolor" and seen["width"] <= 360
    assert seen["saved"] == "NC 211"
    assert seen["journal"] is False  # locked: the words are not to be read on the device
    assert seen["near"].startswith("Nearest to") and seen["pins"] > 3
    assert seen["counties"] == 100
