# shellcheck disable=SC2174 # only the deepest directory is new
# How often etcd is asked again, a second apart, when it says that it is too early.
tries=150

# await_voters URLS: waits until no member is a learner, as ctl tells.
await_voters() {
  while l=$(ctl "$1" -w json member list 2>/dev/null | tr '{' '\n' |
    sed -n 's/.*"peerURLs":\["\([^"]*\)".*"isLearner":true.*/\1/p') && [ -n "$l" ]; do
    n=$((n + 1))
    if [ $n -ge $tries ]; then
      echo "the member at $l is a learner still, and a cluster takes one at a time" >&2
      exit 1
    fi
    sleep 1
  done
}

# change_members URLS ALONE DONE EARLY WORD...: has ctl ask the members at these URLs, when there is no
# learner if ALONE is "alone", and again when the answer matches EARLY. One that matches DONE means
# that it has been done before. What was done is known to all a moment later.
change_members() {
  urls=$1 alone=$2 done=$3 early="$4|deadline|timed out" n=0
  shift 4
  while :; do
    [ -z "$alone" ] || await_voters "$urls"
    a=$(ctl "$urls" "$@" 2>&1) && break
    if printf '%s\n' "$a" | grep -Eq "$done"; then exit 0; fi
    n=$((n + 1))
    if [ $n -ge $tries ] || ! printf '%s\n' "$a" | grep -Eq "$early"; then
      printf '%s\n' "$a" >&2
      exit 1
    fi
    sleep 1
  done
  sleep 1
}

# move_aside UNIT DATA WAL: stops the unit, moves the data beside themselves, and a dedicated log beside
# its directory: etcd deletes what is in that when it begins a new one. The log goes last, for it tells
# that there are data: one that is cut short is gone on with. UNIT and WAL may be empty.
move_aside() {
  t=$(date -u +%Y%m%dT%H%M%SZ) || exit
  [ -z "$1" ] || systemctl stop -- "$1" || exit
  d=$2 w=$3
  if [ -e "$d/member" ]; then
    mkdir -p -m 0700 "$d/aside-$t" && mv "$d/member" "$d/aside-$t/" || exit
  fi
  [ -z "$w" ] || { mkdir -p -m 0700 "$w.aside-$t" && mv "$w"/*.wal "$w.aside-$t/"; }
}
