# die MESSAGE: prints the reason and exits.
die() { printf '%s\n' "$1" >&2; exit 1; }
