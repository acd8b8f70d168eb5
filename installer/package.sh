#!/bin/sh
# Builds dist/crediario and tries it by its command line, far from this source tree and its Python.
set -eu
cd "$(dirname "$0")/.."

.venv/bin/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller installer/crediario.spec

program=$PWD/dist/crediario/crediario
tried=$(mktemp -d)
trap 'rm -rf "$tried"' EXIT
frozen() { (cd "$tried" && env -u PYTHONPATH -u VIRTUAL_ENV QT_QPA_PLATFORM=offscreen "$program" "$@"); }

frozen pix --key loja@exemplo.com.br --name 'Casa Aurora' --city 'Patos de Minas' --amount 139.80 --json
frozen demo --data loja --customers 40
frozen check --data loja --json
frozen papers papeis --data loja
frozen screens telas --data loja
for folder in papeis telas; do
    [ -n "$(ls "$tried/$folder")" ] || { echo "$folder: empty" >&2; exit 1; }
done
du -sh dist/crediario
echo "dist/crediario/crediario: built and tried"
