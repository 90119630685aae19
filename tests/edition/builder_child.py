"""A real process that builds edition after edition until it is killed: ``python builder_child.py FOLDER``.

Prints one line once the first build is done.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dogwood.edition.build import build_edition
from dogwood.edition.store import LocalStore
from tests.support.made_records import NOW, make_content, write_few_files

store = LocalStore(Path(sys.argv[1]))
turn = store.next_number()
while True:
    build_edition(store, make_content(40, turn=turn), build_index=write_few_files, now=NOW)
    print("built", flush=True)
    turn += 1
