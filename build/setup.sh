#!/bin/sh
# Makes .venv with everything the project needs, unless it is there and up to date.
# Run from the root of the repository. PYTHON names an interpreter; without it the first fit is taken.
set -eu

venv=.venv
stamp=$venv/.ready
wanted="$(cksum <pyproject.toml) $PWD"

if [ -n "${PYTHON:-}" ] && ! "$PYTHON" -c '' 2>/dev/null; then
  echo "PYTHON=$PYTHON is no Python that can be run here. Name another, or leave PYTHON out." >&2
  exit 1
fi
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && "$venv/bin/python" -c '' 2>/dev/null; then
  exit 0
fi

seen=
is_fit() {
  version=$("$1" -c 'import platform; print(platform.python_version())' 2>/dev/null) || return 1
  python=$1
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { seen="$seen $1 is $version."; return 1; }
}

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    is_fit "$PYTHON"
    return
  fi
  for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if is_fit "$name"; then return; fi
  done
  return 1
}

make_venv() {
  rm -rf "$venv"
  "$python" -m venv "$venv" >"$log" 2>&1
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

if ! find_python; then
  echo "Periscale needs Python 3.11 or newer.${seen:- No Python was found.}" >&2
  echo "Install one, or name one that is not on the PATH: make PYTHON=/where/it/is/python3" >&2
  exit 1
fi

echo "Setting up $venv with Python $version …"
if ! make_venv; then
  # Debian and Ubuntu keep the module venv in a package of its own.
  package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Python's venv is missing: installing $package …"
    { apt-get update && apt-get install --yes --no-install-recommends "$package"; } >"$log" 2>&1 &&
      make_venv || { cat "$log" >&2; exit 1; }
  else
    cat "$log" >&2
    echo "No virtual environment could be made. On Debian or Ubuntu: sudo apt-get install $package" >&2
    exit 1
  fi
fi

if ! "$venv/bin/python" -m pip install -qq --disable-pip-version-check --editable '.[dev]'; then
  echo "The packages could not be installed. Most often that means that PyPI cannot be reached: check" >&2
  echo "the network, HTTPS_PROXY, and the index of “$venv/bin/python -m pip config list”; then try again." >&2
  exit 1
fi
echo "$wanted" >"$stamp"
