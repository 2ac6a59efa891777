# Allows one run at a time. The lease is a file that names the shell of its holder; it is valid as long
# as that process lives. It lies where no other user can put something first: in /run for root, else in a
# folder of this user's. Prints one line: "ours", "held", the process and the holder, or "none" if no place
# is writable.
# shellcheck disable=SC2154 # set by shell.sh

# rb_place FOLDER: makes the folder, closed to others. Fails if it is another user's.
rb_place() {
  umask 077
  [ -e "$1" ] || [ -L "$1" ] || mkdir "$1"
  umask 022
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ]
}

# rb_runs PROCESS START: succeeds if it is the shell of a run of this user's. It is never process 1.
rb_runs() {
  case $1 in *[!0-9]* | '' | 1) return 1 ;; esac
  [ -O "/proc/$1" ] && rb_began "$1" && [ "$rb_s" = "$2" ]
}

rb_lease() {
  rb_began $$ || return
  rb_mine="$$ $rb_s LEASE_RUN LEASE_OWNER"
  rb_u=${rb_id:-$(id)}
  rb_u=${rb_u#uid=}
  rb_u=${rb_u%%[!0-9]*}
  for rb_t in /run /tmp /var/tmp /dev/shm "${HOME:-/}"; do
    case $rb_t:$rb_u in
      /run:0) ;;
      /run:*) continue ;;
      *) rb_t=$rb_t/.runbook-$rb_u ;;
    esac
    rb_l=$rb_t/.runbook-lease
    for rb_m in 1 2 3; do
      rb_place "$rb_t" || break
      # Opening a pipe would wait for another process.
      if [ -e "$rb_l" ] && [ ! -f "$rb_l" ]; then rm -f "$rb_l"; fi
      rb_x=
      set -C
      echo "$rb_mine" >"$rb_l" && rb_x=new
      set +C
      if [ "$rb_x" ]; then
        echo "$rb_l" >"$rb_d/lease"
        echo ours
        return
      fi
      [ -e "$rb_l" ] || break
      if ! read -r rb_p rb_b rb_r rb_w <"$rb_l"; then
        # Another run is writing it, or a full disk left it empty.
        [ $rb_m = 3 ] && rm -f "$rb_l"
        sleep 1
      elif rb_runs "$rb_p" "$rb_b"; then
        if [ "$rb_r" != LEASE_RUN ]; then
          echo "held $rb_p $rb_w"
          return
        fi
        # Another shell of this run is about to end and passes it on; the file is never seen empty.
        echo "$rb_mine" >"$rb_d/next" && mv -f "$rb_d/next" "$rb_l" && echo "$rb_l" >"$rb_d/lease"
        echo ours
        return
      else
        mv "$rb_l" "$rb_d/stale" || rm -f "$rb_l"
      fi
    done
  done
  return 1
}
{ rb_lease || echo none; } >&3
