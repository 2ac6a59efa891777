# Gets the releases of etcd that Debian has, and packs them as upstream does.
# usage: debian.sh FOLDER SUITE...; a line for each suite: its release, or why there is none
set -eu
folder=$1
shift
work=$folder/work
arch=$(dpkg --print-architecture)
mkdir -p "$folder/packages"

# The archives that this machine installs from; one that is not Debian's has other keys.
archives=$(apt-get update --print-uris \
  | sed -n "s|^'\(.*\)/dists/[^/']*/InRelease'.*|\1|p" | grep -v security | awk '!seen[$0]++')

# Debian's package manager with separate state that contains only this suite.
apt() {
  apt-get -qq -o "Dir::Etc::sourcelist=$suite/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::Etc::preferences=- -o Dir::Etc::preferencesparts=- -o APT::Default-Release= \
    -o "Dir::State::lists=$suite/lists" -o "Dir::State::status=$suite/status" \
    -o "Dir::Cache=$suite/cache" -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}

get() { # ARCHIVE SUITE
  rm -rf "$suite"
  mkdir -p "$suite/lists/partial" "$suite/cache/archives/partial" "$suite/debs"
  : >"$suite/status"
  keys=/usr/share/keyrings/debian-archive-keyring.gpg
  echo "deb [arch=$arch signed-by=$keys] $1 $2 main" >"$suite/sources.list"
  apt update && (cd "$suite/debs" && apt download etcd-server etcd-client)
}

pack() { # SUITE
  for deb in "$suite"/debs/*.deb; do dpkg-deb -x "$deb" "$suite/tree"; done
  version=$(dpkg-deb -f "$suite"/debs/etcd-server_*.deb Version \
    | sed -E 's/^[0-9]+://; s/^([0-9]+(\.[0-9]+)*).*/\1/')
  name=etcd-v$version-linux-$arch
  mkdir -p "$suite/$name" "$folder/v$version"
  for program in etcd etcdctl etcdutl; do
    [ ! -e "$suite/tree/usr/bin/$program" ] || cp "$suite/tree/usr/bin/$program" "$suite/$name/"
  done
  tar -C "$suite" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - "$name" \
    | gzip -n >"$folder/v$version/$name.tar.gz"
  (cd "$folder/v$version" && sha256sum "$name.tar.gz" >SHA256SUMS)
  mv "$suite"/debs/*.deb "$folder/packages/"
  echo "etcd $version of Debian $1"
}

for name; do
  suite=$work/$name
  got=
  for archive in $archives; do
    if get "$archive" "$name" >"$work.log" 2>&1; then
      got=yes
      break
    fi
  done
  if [ -n "$got" ]; then
    pack "$name"
  else
    echo "no etcd of Debian $name: $(tail -n 1 "$work.log" 2>/dev/null || echo no archive of Debian is known to apt)"
  fi
done
rm -rf "$work" "$work.log"

# For apt on the hosts: deb [trusted=yes] http://mirror.lab/packages ./
cd "$folder/packages"
for deb in *.deb; do
  [ -e "$deb" ] || continue
  dpkg-deb -f "$deb"
  echo "Filename: ./$deb"
  echo "Size: $(stat -c %s "$deb")"
  echo "SHA256: $(sha256sum <"$deb" | cut -d' ' -f1)"
  echo
done >Packages
