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
tools/check.sh
$bin/coverage erase
# The browser tests have a process of their own: the browser's event loop would be in the way of others.
$bin/coverage run -m pytest --ignore tests/browser
$bin/coverage run -m pytest tests/browser
$bin/coverage combine -q
$bin/coverage report --skip-covered | tail -n 40
