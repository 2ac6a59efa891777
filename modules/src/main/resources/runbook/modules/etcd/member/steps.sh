# shellcheck disable=SC2174 # only the deepest directory is new
# How often a request is repeated, a second apart, if etcd says that it is too early.
tries=150

# await_voters URLS: waits until ctl shows no learner.
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

# change_members URLS ALONE DONE EARLY WORD...: sends a request to the members at these URLs by ctl.
# If ALONE is "alone", waits first until there is no learner. Repeats it while the answer matches
# EARLY. An answer that matches DONE means that the change was made before. All members know it a
# moment later.
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

# move_aside UNIT DATA WAL: stops the unit and moves the data to a folder beside it, and a dedicated
# log to a folder beside its directory, because etcd deletes the contents of that when it begins a
# new log. The log goes last: it shows that there is data, so an interrupted move is completed by
# the next run. UNIT and WAL may be empty.
move_aside() {
  t=$(date -u +%Y%m%dT%H%M%SZ) || exit
  if [ -n "$1" ] && [ "$(systemctl show -p LoadState -- "$1")" != LoadState=not-found ]; then
    systemctl stop -- "$1" || exit
  fi
  d=$2 w=$3
  if [ -e "$d/member" ]; then
    mkdir -p -m 0700 "$d/aside-$t" && mv "$d/member" "$d/aside-$t/" || exit
  fi
  [ -z "$w" ] || { mkdir -p -m 0700 "$w.aside-$t" && mv "$w"/*.wal "$w.aside-$t/"; }
}
