"""Real processes that build edition after edition until they are killed: ``python -m tests.edition.builder_child FOLDER``.

For each line on standard input it forks a builder, so that the imports are paid once; the builder prints its process id,
and ``built`` after each build.
"""

import os
import sys
from pathlib import Path

from dogwood.edition.build import build_edition
from dogwood.edition.store import LocalStore
from tests.support.made_records import NOW, make_content, write_few_files


def build_for_ever(store: LocalStore) -> None:
    print(os.getpid(), flush=True)
    turn = store.next_number()
    while True:
        build_edition(store, make_content(40, turn=turn), build_index=write_few_files, now=NOW)
        print("built", flush=True)
        turn += 1


def main() -> None:
    store = LocalStore(Path(sys.argv[1]))
    while sys.stdin.readline():
        child = os.fork()
        if not child:
            build_for_ever(store)
        os.waitpid(child, 0)
        print("gone", flush=True)


if __name__ == "__main__":
    main()
