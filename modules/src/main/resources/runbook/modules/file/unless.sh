# look_unless PATH BYTES DIGEST: as look_at, but never fetches the bytes of that digest.
look_unless() {
  m=$2
  [ ! -f "$1" ] || [ ! -r "$1" ] || { h=$(digest <"$1"); [ "${h%% *}" != "$3" ] || m=-1; }
  look_at "$1" "$m"
}
