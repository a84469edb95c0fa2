#!/bin/sh
# Makes this machine and .venv ready: the system packages and the Python packages of the
# lock files. Called by the Makefile as: tools/setup.sh VENV "SYSTEM PACKAGES" LOCKFILE
#
# What is there already is left alone. What is missing is installed where we may (root,
# or sudo without a password); elsewhere one message says what to type.
set -eu
venv=$1 packages=$2 lock=$3
python=${PYTHON:-python3}
# git looks at the repository, pip and apt at nothing that a person would have to answer.
export DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

missing_packages() {
    for package in $packages; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
    if ! command -v "$python" >/dev/null; then
        printf 'python3 python3-venv '
    elif ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        printf 'python3-venv '
    fi
}

install_packages() { # with apt, as root or by sudo
    apt="$1 apt-get"
    echo "Installing system packages: $missing"
    # A fresh container has no package lists; elsewhere they need no update.
    $apt install -y -q --no-install-recommends $missing >"$log" 2>&1 ||
        { $apt update -q >"$log" 2>&1 &&
            $apt install -y -q --no-install-recommends $missing >"$log" 2>&1; } ||
        { tail -n 20 "$log" >&2; stop "The system packages could not be installed."; }
}

setup_system() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        command -v "$python" >/dev/null ||
            stop "Python 3.11 or newer is needed; install it, then run make again."
        "$python" - <<'PYTHON' || stop \
            "The library Pango is missing; WeasyPrint makes the PDFs with it." \
            "Install Pango (1.44 or newer) and HarfBuzz (6 or newer) with its subset library" \
            "with this system's package manager, then run make again."
import ctypes.util
import sys

sys.exit(not (ctypes.util.find_library("pango-1.0") or ctypes.util.find_library("pango")))
PYTHON
        return
    fi
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ]; then
        install_packages "env"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        install_packages "sudo -n env DEBIAN_FRONTEND=noninteractive"
    else
        stop "Some system packages are missing, and only root may install them. Type this," \
            "then run make again:" "" \
            "    sudo apt-get install -y --no-install-recommends $missing"
    fi
}

setup_python() {
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed, and $python is $("$python" -V 2>&1)." \
            "Name another one: make PYTHON=python3.12"
    if ! "$venv/bin/python" -c '' 2>/dev/null; then
        echo "Making $venv"
        "$python" -m venv --clear "$venv"
    fi
    echo "Installing Python packages ($lock)"
    "$venv/bin/python" -m pip install -qq -r "$lock"
    # The build tool is in the lock file: nothing unpinned is fetched to build with.
    "$venv/bin/python" -m pip install -qq --no-deps --no-build-isolation -e .
    # Some seconds now, instead of with the first PDF.
    "$venv/bin/python" -c 'from duizhao.render.fonts import find_folder; find_folder()'
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
setup_system
setup_python
