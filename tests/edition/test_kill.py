"""A builder that is killed, again and again, at random moments. Readers never notice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.records import ListingRecord
from dogwood.edition.store import LocalStore

from .store_contract import build

KILLS = 20
ROOT = Path(__file__).parents[2]


def test_killed_at_random_moments_the_current_edition_stays_whole_and_is_served(store: LocalStore) -> None:
    build(store, 40)
    chance = random.Random()
    interrupted = 0
    numbers = [1]
    command = [sys.executable, "-m", "tests.edition.builder_child", str(store.root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as parent:
        assert parent.stdin is not None and parent.stdout is not None
        for _ in range(KILLS):
            parent.stdin.write("next\n")
            parent.stdin.flush()
            builder = int(parent.stdout.readline())
            assert parent.stdout.readline() == "built\n"  # from here on it is always somewhere inside a build
            time.sleep(chance.uniform(0, 0.05))
            os.kill(builder, signal.SIGKILL)
            while parent.stdout.readline() != "gone\n":
                pass
            interrupted += any(store.root.glob(".building-*"))
            manifest = verify_edition(store.current_folder())
            numbers.append(manifest.number)
            reader = EditionReader(store.current_folder())
            listing = reader.get(ListingRecord, "listing-3", "es")
            assert listing is not None and len(reader.all(ListingRecord, "en")) == 40
            # Every listing is of one and the same turn: never half of one edition and half of another.
            assert len({record.summary for record in reader.all_best(ListingRecord, "es")}) == 1
            reader.close()
    assert numbers == sorted(numbers) and len(set(numbers)) > KILLS  # and each new process got on
    assert interrupted > 0  # the kills did meet builds under way
    last = build(store, 40, turn=-1)
    assert last and verify_edition(store.current_folder()) == last
    assert not list(store.root.glob(".building-*"))
