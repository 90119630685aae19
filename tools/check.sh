#!/bin/sh
# The quick checks: format, lint, types, import contract, migrations. Run from the checkout's root.
set -eu
bin=.venv/bin
DOGWOOD_VAR=$(mktemp -d)
export DOGWOOD_VAR
trap 'rm -rf "$DOGWOOD_VAR"' EXIT
$bin/ruff check src tests tools benchmarks
$bin/ruff format --check src tests tools benchmarks
$bin/mypy
$bin/lint-imports --no-cache
DJANGO_SETTINGS_MODULE=dogwood.settings.testing $bin/python -m django makemigrations --check --dry-run
