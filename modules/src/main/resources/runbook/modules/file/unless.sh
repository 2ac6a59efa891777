# look_unless PATH BYTES DIGEST: like look_at, but does not fetch bytes with that digest.
look_unless() {
  m=$2
  [ ! -f "$1" ] || [ ! -r "$1" ] || { h=$(digest <"$1"); [ "${h%% *}" != "$3" ] || m=-1; }
  look_at "$1" "$m"
}
