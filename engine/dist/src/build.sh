#!/bin/sh
# Builds the archive and the image in target/dist, and the list of what the Java in them is.
# build.sh REPOSITORY TREE JDK_PROPERTIES NAME TIME
set -eu

source=$1
tree=$2
jdk=$(sed -n 's/^ *java\.home = //p' "$3")
name=$4
seconds=$(date -u -d "$5" +%s)
here=$source/engine/dist/src
dist=$source/target/dist

rm -rf "$dist"
mkdir -p "$dist"
sh "$here/tree.sh" "$source" "$jdk" "$tree"
sh "$here/archive.sh" "$tree" "${name%-linux-*}" "$seconds" "$dist/$name.tar.gz"
sh "$here/java-sbom.sh" "$tree/runtime" "$dist/$name-java.cdx.json"
sh "$here/image.sh" "$here" "$tree" "$name" "$seconds" "$dist"
