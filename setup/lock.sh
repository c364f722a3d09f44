#!/bin/sh
# Writes requirements.lock anew from pyproject.toml: every package of the application and of its tools, with hashes,
# for all platforms, naming no index. Needs uv (any way it was installed); run it when a dependency changes.
set -eu
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-header --quiet --output-file requirements.lock "$@"
