#!/bin/sh
# Unpacks an image as a container engine does: each blob must have its digest.
# unpack-image.sh IMAGE FOLDER
set -eu

image=$1
root=$2

digests() { grep -o "\"mediaType\":\"application/vnd.oci.image.$1[^}]*" "$2" | sed 's/.*sha256:\([0-9a-f]*\).*/\1/'; }

mkdir "$root"
layout=$(mktemp -d)
tar -xf "$image" -C "$layout"
cd "$layout/blobs/sha256"
for blob in *; do
  [ "$(sha256sum "$blob" | cut -d ' ' -f 1)" = "$blob" ]
done
manifest=$(digests manifest ../../index.json)
config=$(digests config "$manifest")
for layer in $(digests layer "$manifest"); do
  # The configuration names the digest of the layer as it is unpacked.
  grep -q "$(gzip -dc "$layer" | sha256sum | cut -d ' ' -f 1)" "$config"
  tar -xzf "$layer" -C "$root"
done
rm -rf "$layout"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
