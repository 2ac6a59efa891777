# die MESSAGE: says why, and ends.
die() { printf '%s\n' "$1" >&2; exit 1; }
