#!/bin/sh
# Lays out the folder that is packed: runbook, the jars and a Java that has only the modules that they need.
# tree.sh REPOSITORY JDK FOLDER
set -eu
umask 022

source=$1
jdk=$2
tree=$3
here=$source/engine/dist/src
work=$tree.work
export LC_ALL=C

fail() {
  printf 'dist: %s\n' "$@" >&2
  exit 1
}

[ -x "$jdk/bin/jlink" ] || fail "there is no jlink in '$jdk': a JDK is needed"
command -v unzip >/dev/null || fail "unzip is not installed"
[ ! -d "$tree" ] || rm -rf "$tree"
rm -rf "$work"
mkdir -p "$tree/lib/training" "$work/classes"

cp "$source"/modules/target/runbook/*.jar "$tree/lib"
cp -R "$source/playbooks" "$source/templates" "$source/inventory" "$tree"
cp "$source/LICENSE" "$source/runbook" "$tree"
cp "$source"/modules/src/launcher/*.yml "$tree/lib/training"

listed() { sed -n "s/^$1  *//p" "$here/modules.txt" | sort; }

# As one folder of classes: the descriptors of modular jars name modules that are not there.
for jar in "$tree"/lib/*.jar; do
  # 11: a jar without any class.
  unzip -qo "$jar" '*.class' -x 'META-INF/*' module-info.class -d "$work/classes" 2>/dev/null || [ $? = 11 ] ||
    fail "cannot unpack $jar"
done
"$jdk/bin/jdeps" -q -s --ignore-missing-deps --multi-release 25 "$work/classes" |
  sed -n 's/.* -> //p' | grep -v '^not found$' | sort -u >"$work/found"
{ listed with && listed without; } | sort >"$work/listed"
diff "$work/listed" "$work/found" >&2 ||
  fail "the jars need other modules than modules.txt lists (< listed, > found by jdeps)"

# From the jars' digests the launcher knows that a cache is of other jars.
jars=$(cd "$tree/lib" && sha256sum -- *.jar | sha256sum | cut -c 1-16)
# jlink writes sets in the order of their hashes, which the JVM mixes with a random number: except while it
# records for a cache. Without this, one class of the runtime has other bytes each time.
"$jdk/bin/jlink" -J-XX:AOTMode=record "-J-XX:AOTConfiguration=$work/unused" \
  --add-modules "$(listed with | paste -sd, -)" --output "$tree/runtime" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --release-info "add:RUNBOOK_JARS=$jars" \
  >"$work/jlink.log" 2>&1 || fail "$(cat "$work/jlink.log")"
find "$tree/runtime/bin" -type f ! -name java -exec rm {} +
# The builder of the RPM package leaves links out.
find "$tree/runtime/legal" -type l >"$work/links"
while read -r link; do
  cp --remove-destination "$(readlink -f "$link")" "$link"
done <"$work/links"
# Classes of the JDK that every start needs; unlike a cache of a run, its bytes are always the same.
"$tree/runtime/bin/java" -XX:+UseSerialGC -Xshare:dump >"$work/dump.log" 2>&1 || fail "$(cat "$work/dump.log")"
chmod -R u=rwX,go=rX "$tree"
rm -rf "$work"
