#!/bin/sh
# Pins every dependency with hashes. Where packages come from is the machine's business: no address and no folder of
# this machine may end up in the files.
set -eu
cd "$(dirname "$0")/.."
unset PIP_FIND_LINKS UV_FIND_LINKS

pin() {
    output=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --quiet --upgrade --universal --python-version 3.11 \
        --generate-hashes --no-emit-index-url --no-header --output-file "$output" "$@"
}

pin requirements/runtime.txt
pin requirements/dev.txt --extra dev --constraint requirements/runtime.txt
if grep -nE -- '--(find-links|index-url|extra-index-url)|://|file:' requirements/*.txt; then
    echo 'An address slipped into the lock files.' >&2
    exit 1
fi
