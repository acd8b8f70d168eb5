#!/bin/sh
# Prepares this machine for Crediário's source tree:   installer/setup.sh runtime|dev|package
# First the system libraries Qt needs, then .venv with exactly the locked packages. The second time it does nothing,
# and needs no network for that.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}

# shared library or program : Debian package. Seen on a bare Debian 12; several of them come along with others elsewhere.
needs_of_qt='
libglib-2.0.so.0:libglib2.0-0
libEGL.so.1:libegl1
libGL.so.1:libgl1
libxkbcommon.so.0:libxkbcommon0
libfontconfig.so.1:libfontconfig1
libdbus-1.so.3:libdbus-1-3
libxkbcommon-x11.so.0:libxkbcommon-x11-0
libxcb-cursor.so.0:libxcb-cursor0
libxcb-icccm.so.4:libxcb-icccm4
libxcb-keysyms.so.1:libxcb-keysyms1
libxcb-shape.so.0:libxcb-shape0
libwayland-cursor.so.0:libwayland-cursor0
'
needs_of_tests='Xvfb:xvfb'

# PyInstaller reads libraries with objdump, and ships Python as a library, which Debian keeps apart from python3.
needs_of_packaging() {
    echo objdump:binutils
    python3 -c '
import pathlib, sysconfig
library = pathlib.Path(sysconfig.get_config_var("LIBDIR"), sysconfig.get_config_var("INSTSONAME"))
if not library.exists():
    print(f"{library.name}:libpython{sysconfig.get_python_version()}")'
}

missing_packages() {
    present=$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p)
    wanted=$needs_of_qt
    [ "$kind" = runtime ] || wanted="$wanted $needs_of_tests"
    [ "$kind" = package ] && wanted="$wanted $(needs_of_packaging)"
    for pair in $wanted; do
        case "$present" in *"${pair%%:*} "*) continue ;; esac
        command -v "${pair%%:*}" >/dev/null 2>&1 || printf '%s ' "${pair##*:}"
    done
    # Debian keeps the part of Python that fills a new environment in a package of its own.
    [ -x .venv/bin/python ] || python3 -c 'import ensurepip' 2>/dev/null || printf 'python3-venv '
}

explain_missing() {
    cat >&2 <<END
Faltam pacotes do sistema; instale-os e repita o comando:
System packages are missing; install them and run the command again:

    sudo apt-get update && sudo apt-get install -y --no-install-recommends $1

END
    exit 1
}

install_system_packages() {
    missing=$(missing_packages)
    [ -z "$missing" ] && return
    command -v apt-get >/dev/null 2>&1 || explain_missing "$missing"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || explain_missing "$missing"
        as_root='sudo -n'
    fi
    echo "Instalando pacotes do sistema / Installing system packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq </dev/null
    # shellcheck disable=SC2086 — a list of words is meant
    $as_root apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
}

install_python_packages() {
    [ "$kind" = package ] && kind=dev
    lock=requirements/$kind.txt
    stamp=.venv/.$kind-$(python3 -c "import hashlib; print(hashlib.sha256(open('$lock', 'rb').read()).hexdigest()[:16])")
    [ -e "$stamp" ] && .venv/bin/python -c '' 2>/dev/null && return
    echo "Instalando as bibliotecas em .venv (um a dois minutos) / Installing the libraries into .venv"
    .venv/bin/python -c '' 2>/dev/null || python3 -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    rm -f .venv/."$kind"-*
    touch "$stamp"
}

python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo 'O Crediário precisa do Python 3.11 ou mais novo. / Python 3.11 or newer is needed.' >&2
    exit 1
}
[ "$(uname)" = Linux ] && install_system_packages
install_python_packages
