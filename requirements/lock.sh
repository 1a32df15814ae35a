#!/usr/bin/env bash
# Resolve pyproject.toml anew into hashed requirement files without index addresses. Needs `uv`.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
    --no-annotate --python-version 3.11 --universal "$@"; }
compile --group build -o requirements/run.txt
compile --group build --extra paper -c requirements/run.txt -o requirements/paper.txt
compile --group build --extra dev --extra paper -c requirements/paper.txt -o requirements/dev.txt
uv pip compile -q --group pyproject.toml:node --generate-hashes --no-emit-index-url --no-header --no-annotate \
    --python-version 3.11 -o requirements/node.txt
uv pip compile -q bench/peers/requirements.in -c requirements/run.txt --generate-hashes --no-emit-index-url --no-emit-find-links \
    --no-header --no-annotate --python-version 3.11 --universal -o bench/peers/requirements.txt
