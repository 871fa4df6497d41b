# Sets up a checkout for `./demo` and `./test`; sourced by both, run from the checkout's root.
#
#   set_up demo|test
#
# It installs the Debian packages that are missing (as root, or through sudo without a password),
# makes `.venv` with the locked Python packages and the commands of Guichet, compiles these, and
# builds the translations. What is already there is left alone, so a second start takes no time.
# Ends the script with status 2 and one line when something is missing that it may not install.

DEBIAN_PYTHON="python3-venv"
DEBIAN_QT="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libpulse0"
DEBIAN_SCREEN="xvfb xauth openbox libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
DEBIAN_VOICE="espeak-ng"
DEBIAN_USB="libusb-1.0-0"
DEBIAN_TEST="postgresql xdotool poppler-utils libzbar0 gcc libc6-dev"

fail() {
    printf '%s\n' "$1" >&2
    exit 2
}

missing_packages() {
    local package known
    for package in "$@"; do
        # Newer releases renamed some libraries for 64-bit time: `libglib2.0-0t64`. dpkg-query
        # fails where it knows only one of the two names, which says nothing here.
        known=$(dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null || true)
        case "$known" in
            *"install ok installed"*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

install_debian_packages() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || return 0
    local wanted="$DEBIAN_PYTHON $DEBIAN_QT $DEBIAN_SCREEN $DEBIAN_VOICE $DEBIAN_USB" missing as_root=""
    [ "$1" = test ] && wanted="$wanted $DEBIAN_TEST"
    # shellcheck disable=SC2086 # lists of package names
    missing=$(missing_packages $wanted)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            # shellcheck disable=SC2086
            [ -z "$(missing_packages $DEBIAN_PYTHON $DEBIAN_QT)" ] \
                || fail "Missing Debian packages; ask an administrator for: apt-get install $missing"
            printf 'Missing Debian packages, going on without: %s\n' "$missing" >&2
            return 0
        fi
        as_root="sudo -n"
    fi
    printf 'Installing Debian packages: %s\n' "$missing" >&2
    # shellcheck disable=SC2086
    {
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null 2>&1
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing >/dev/null 2>&1
    } || fail "apt-get could not install: $missing"
}

python_for_venv() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && "$candidate" -c \
            'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

install_python_packages() {
    local python stamp
    python=$(python_for_venv) || fail "Guichet needs Python 3.11, 3.12 or 3.13 with venv (Debian: python3 python3-venv)"
    # The checkout's place is part of the stamp: a virtual environment does not survive a move.
    stamp="$(cat requirements.lock pyproject.toml | sha256sum | cut -d ' ' -f 1) $("$python" -V) $PWD"
    [ "$(cat .venv/stamp 2>/dev/null)" = "$stamp" ] && return 0
    printf 'Installing the locked Python packages into .venv\n' >&2
    rm -rf .venv
    "$python" -m venv .venv || fail "Could not make a virtual environment in $PWD/.venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
        || fail "Could not install the locked Python packages: is a package registry reachable?"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
        || fail "Could not install Guichet's own commands into .venv"
    printf '%s' "$stamp" > .venv/stamp
}

compile_programs() {
    # Programs that find no bytecode compile themselves at each start where they may not write it,
    # as under a service's account.
    .venv/bin/python -m compileall -q core sync server printers ui kiosk counterapp display \
        || fail "Could not compile the programs of Guichet"
}

set_up() {
    install_debian_packages "$1"
    install_python_packages
    compile_programs
    .venv/bin/python -m ui.build_translations || fail "Could not build the translations"
}
