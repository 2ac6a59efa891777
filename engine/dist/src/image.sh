#!/bin/sh
# Builds the image of a container, as an OCI layout in one tar file: a layer with the C library and BusyBox of this
# machine, and a layer with runbook.
# image.sh SCRIPTS TREE NAME SECONDS FOLDER
set -eu
umask 022
export LC_ALL=C

scripts=$1
tree=$2
name=$3
seconds=$4
dist=$5
work=$tree.image
layout=$work/layout
blobs=$layout/blobs/sha256

if ! box=$(command -v busybox) || ! command -v ldd >/dev/null; then
  printf 'dist: no image: it needs busybox and ldd\n' >&2
  exit 0
fi
rm -rf "$work"
mkdir -p "$blobs"

copy() {
  mkdir -p "$base$(dirname -- "$1")"
  cp -L "$1" "$base$1"
}

# What programs of the runtime and BusyBox load, at the same places as here.
lay_base() {
  base=$work/base
  mkdir -p "$base/bin" "$base/etc" "$base/root" "$base/tmp" "$base/work" "$base/proc" "$base/dev" "$base/sys"
  chmod 1777 "$base/tmp"
  cp -L "$box" "$base/bin/busybox"
  for applet in $("$box" --list); do
    [ "$applet" = busybox ] || ln -s busybox "$base/bin/$applet"
  done
  find "$tree/runtime" -name '*.so' >"$work/programs"
  printf '%s\n' "$box" "$tree/runtime/bin/java" >>"$work/programs"
  while read -r program; do
    # A program without libraries makes ldd fail.
    ldd "$program" 2>/dev/null || true
  done <"$work/programs" | tr -s '[:space:]' '\n' | grep '^/' | grep -v "^$tree" | sort -u >"$work/libraries"
  while read -r library; do
    copy "$library"
  done <"$work/libraries"
  for package in libc6 busybox busybox-static; do
    notice=/usr/share/doc/$package/copyright
    [ ! -f "$notice" ] || copy "$notice"
  done
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/tmp:/bin/sh\n' >"$base/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$base/etc/group"
  printf 'hosts: files dns\n' >"$base/etc/nsswitch.conf"
}

lay_program() {
  program=$work/program
  mkdir -p "$program/usr/bin" "$program/usr/lib"
  cp -R "$tree" "$program/usr/lib/runbook"
  ln -s ../lib/runbook/runbook "$program/usr/bin/runbook"
  # A container is new at each start: to prepare quick starts there would take longer than it saves.
  cp "$tree/runtime/release" "$program/usr/lib/runbook/lib/.trained"
}

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

# Moves a file to the blobs, and prints its digest.
blob() {
  sum=$(digest "$1")
  mv "$1" "$blobs/$sum"
  printf '%s' "$sum"
}

# Prints a reference to a blob, in JSON.
reference() {
  printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%d' "$1" "$2" \
    "$(stat -c %s "$blobs/$2")"
}

lay_base
lay_program
layers=
contents=
for layer in base program; do
  sh "$scripts/archive.sh" "$work/$layer" . "$seconds" "$work/$layer.tar.gz"
  contents=$contents${contents:+,}\"sha256:$(gzip -dc "$work/$layer.tar.gz" | sha256sum | cut -d ' ' -f 1)\"
  layers=$layers${layers:+,}$(reference layer.v1.tar+gzip "$(blob "$work/$layer.tar.gz")")"}"
done

version=${name#runbook-}
version=${version%-linux-*}
cat >"$work/config" <<END
{"created":"$(date -u -d "@$seconds" +%Y-%m-%dT%H:%M:%SZ)","architecture":"${name##*-}","os":"linux",
"config":{"Entrypoint":["/usr/bin/runbook"],"Env":["PATH=/usr/bin:/bin","LANG=C.UTF-8"],"WorkingDir":"/work",
"Labels":{"org.opencontainers.image.title":"runbook","org.opencontainers.image.version":"$version",
"org.opencontainers.image.licenses":"Apache-2.0"}},
"rootfs":{"type":"layers","diff_ids":[$contents]}}
END
config=$(blob "$work/config")
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":%s},"layers":[%s]}' \
  "$(reference config.v1+json "$config")" "$layers" >"$work/manifest"
manifest=$(blob "$work/manifest")
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s,"annotations":%s}]}' \
  "$(reference manifest.v1+json "$manifest")" \
  "{\"org.opencontainers.image.ref.name\":\"$version\"}" >"$layout/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' >"$layout/oci-layout"
tar -C "$layout" -c --format=gnu --sort=name --owner=root:0 --group=root:0 --mode=u=rwX,go=rX --mtime="@$seconds" \
  --file="$dist/$name.oci.tar" blobs index.json oci-layout
rm -rf "$work"
