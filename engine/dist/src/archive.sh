#!/bin/sh
# Packs a folder so that the same files always give the same bytes.
# archive.sh FOLDER NAME SECONDS ARCHIVE
set -eu
export LC_ALL=C

folder=$1
name=$2
seconds=$3
archive=$4

mkdir -p "$(dirname -- "$archive")"
tar -C "$folder" -c --format=gnu --sort=name --owner=root:0 --group=root:0 --mtime="@$seconds" \
  --transform="s|^\.|$name|S" . | gzip -9n >"$archive.new"
mv "$archive.new" "$archive"
