#!/bin/sh
# Writes packaging/requirements.txt anew from requirements.in, at the versions that requirements.lock has where both
# have a package. Needs uv, as setup/lock.sh does.
set -eu
cd "$(dirname "$0")"
grep -E '^[a-z].*==' ../requirements.lock | sed 's/ \\$//' > ../build/packaging-constraints.txt
uv pip compile requirements.in --universal --python-version 3.11 --generate-hashes --constraint ../build/packaging-constraints.txt \
    --no-emit-index-url --no-header --quiet --output-file requirements.txt "$@"
