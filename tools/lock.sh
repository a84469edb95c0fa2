#!/bin/sh
# Writes requirements.lock and requirements-test.lock anew: the newest versions that
# pyproject.toml allows, resolved in an empty environment. Run by `make lock`.
#
# The files hold names and versions only. Hashes would tie them to the wheels of one
# platform and Python version, an index address to one network.
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

list() { # the requirements in pyproject.toml: of the package, or of an extra
    python3 - "$1" <<'PYTHON'
import sys, tomllib

with open("pyproject.toml", "rb") as file:
    content = tomllib.load(file)
project = content["project"]
if sys.argv[1] == "package":
    # hatchling is here so that `pip install -e .` needs nothing that is not pinned.
    print(*content["build-system"]["requires"], "editables", *project["dependencies"], sep="\n")
else:
    print(*project["optional-dependencies"][sys.argv[1]], sep="\n")
PYTHON
}

freeze() { # what is installed, below a line that says where the list comes from
    echo "# Made by \`make lock\` from pyproject.toml; do not edit."
    "$place/bin/pip" freeze --quiet
}

python3 -m venv "$place"
list package >"$place/package.txt"
list test >"$place/test.txt"
"$place/bin/pip" install --quiet -r "$place/package.txt"
freeze >requirements.lock
"$place/bin/pip" install --quiet -r "$place/test.txt" -c requirements.lock
freeze >requirements-test.lock
if grep -nE '://| @ ' requirements.lock requirements-test.lock; then
    echo "a requirement has an address instead of a version" >&2
    exit 1
fi
