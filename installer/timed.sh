#!/bin/sh
# Runs one part of `make check` and notes how long it took:   installer/timed.sh NAME COMMAND…
# `timed.sh summary` says all of them (types and lint run side by side); `timed.sh begin` forgets the run before.
set -eu
cd "$(dirname "$0")/.."
noted=build/check-times
case $1 in
begin) mkdir -p build && : >"$noted" ;;
summary) awk -F '\t' '{printf "%-12s %5d s\n", $1, $2}' "$noted" ;;
*)
    name=$1
    shift
    begun=$(date +%s)
    "$@"
    printf '%s\t%s\n' "$name" "$(($(date +%s) - begun))" >>"$noted"
    ;;
esac
