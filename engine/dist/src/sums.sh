#!/bin/sh
# Writes SHA256SUMS of all files in a folder.
# sums.sh FOLDER
set -eu
export LC_ALL=C

cd "$1"
rm -f SHA256SUMS
sums=$(sha256sum -- *)
printf '%s\n' "$sums" >SHA256SUMS
