"""The documentation does not lag: its links lead somewhere, its commands and targets exist."""

import re
from pathlib import Path

import pytest

from dogwood.cli import cli
from dogwood.cli.reference import walk_commands

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    path
    for path in [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "starter").glob("*.md"),
        *(ROOT / "tools").glob("*.md"),
    ]
)
PACKAGES = {path.name for path in (ROOT / "src" / "dogwood").iterdir() if (path / "__init__.py").exists()}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`|^ {4}.*$", "", page.read_text(encoding="utf-8"), flags=re.M)
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text)]
    own = [link for link in links if link and not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not (page.parent / link).exists()] == []


def test_every_package_stands_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert {name for name in PACKAGES if f"`{name}`" not in text} == set()


def test_every_decision_stands_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in text] == []


def test_commands_that_the_manuals_name_exist() -> None:
    known = {path for path, _command in walk_commands(cli)} | {"dogwood reference"}
    groups = {path.split()[1] for path in known}
    for page in PAGES:
        for words in re.findall(r"(?:`|^ {4}|“)dogwood ([a-z]+)((?: [a-z]+)?)", page.read_text(encoding="utf-8"), re.M):
            first, second = words[0], words[1].strip()
            assert first in groups, f"{page.name}: dogwood {first}"
            if f"dogwood {first} {second}" not in known:
                assert f"dogwood {first}" in known, f"{page.name}: dogwood {first} {second}"


def test_make_targets_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert {"run", "test", "bench"} <= targets
    named = set(re.findall(r"(?:`|^ {4})make ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert named <= targets
