#!/bin/sh
# Opens the program on the demonstration shop; where there is no display, leaves pictures and papers in build/tour.
#   installer/run.sh          by itself finds out which
#   installer/run.sh tour     the pictures and papers, display or not
set -eu
cd "$(dirname "$0")/.."

# What goes wrong is told on standard error; the rest is summed up at the end.
crediario() { .venv/bin/python main.py "$@" >/dev/null; }

has_display() { [ "$(uname)" != Linux ] || [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

# The shop appears under its name only when it is whole: an interrupted run leaves nothing that looks finished.
demo_shop() {
    [ -d "$1" ] && return
    echo "Montando a loja de demonstração / Making the demonstration shop: $1"
    rm -rf "$1.part"
    mkdir -p "$1.part"
    crediario demo --data "$1.part"
    mv "$1.part" "$1"
}

tour() {
    rm -rf build/tour
    demo_shop build/tour/loja
    echo 'Papéis e telas / Papers and screens…'
    crediario papers build/tour/papeis --data build/tour/loja
    QT_QPA_PLATFORM=offscreen crediario screens build/tour/telas/claro --data build/tour/loja --theme light
    QT_QPA_PLATFORM=offscreen crediario screens build/tour/telas/escuro --data build/tour/loja --theme dark
    cat <<END

Está em build/tour / It is in build/tour:
  loja/     a loja de demonstração / the demonstration shop
  telas/    uma figura de cada tela, clara e escura / a picture of every screen, light and dark
  papeis/   um PDF de cada papel / a PDF of every paper
END
}

if [ "${1:-}" = tour ]; then
    tour
elif has_display; then
    demo_shop build/demo
    exec .venv/bin/python main.py --data build/demo
else
    echo 'Aqui não há tela para abrir a janela; o passeio fica em arquivos. / No display here: the tour goes to files.'
    tour
fi
