#!/bin/sh
# All checks and all tests. Installs Debian's chromium for the browser tests where it is missing and may be installed.
set -eu
bin=.venv/bin
if ! command -v chromium >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing chromium for the browser tests …"
        apt-get update -q >/dev/null && apt-get install -q -y --no-install-recommends chromium fonts-dejavu-core >/dev/null
    else
        echo "The browser tests need Chromium: install it with “sudo apt-get install chromium”. They are skipped without it."
    fi
fi
if command -v npm >/dev/null 2>&1 && [ ! -d tools/browsers/node_modules ]; then
    echo "Installing the pinned Lighthouse …"
    npm ci --prefix tools/browsers --silent --no-fund --no-audit --omit=optional ||
        echo "Lighthouse could not be installed; its tests are skipped."
fi
tools/check.sh
$bin/coverage erase
# The browser tests have a process of their own: the browser's event loop would be in the way of others. They go on beside
# the rest, on the second core; what they say is shown at the end.
# The order is shuffled, the same way for all: DOGWOOD_EXPLORE=1 shuffles anew, and draws new examples for the properties.
seed=1
[ -z "${DOGWOOD_EXPLORE:-}" ] || seed=$(date +%s)
told=$(mktemp)
browser=
trap '[ -z "$browser" ] || kill "$browser" 2>/dev/null || true; rm -f "$told"' EXIT
$bin/coverage run -m pytest tests/browser --randomly-seed="$seed" >"$told" 2>&1 &
browser=$!
rest=0
$bin/coverage run -m pytest --ignore tests/browser --randomly-seed="$seed" || rest=$?
in_browser=0
wait "$browser" || in_browser=$?
browser=
echo "In the browser:"
cat "$told"
$bin/coverage combine -q
$bin/coverage report --skip-covered | tail -n 40
[ "$rest" = 0 ] && [ "$in_browser" = 0 ]
