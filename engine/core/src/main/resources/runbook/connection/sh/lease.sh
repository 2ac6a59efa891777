# Allows one run at a time. The lease is a file that names the shell of its holder; it is valid as long
# as that process lives. Prints one line: "ours", "held" and the holder, or "none" if no place is
# writable.
# shellcheck disable=SC2154 # set by shell.sh

rb_lease() {
  rb_began $$ || return
  rb_mine="$$ $rb_s LEASE_RUN LEASE_OWNER"
  for rb_t in /tmp /var/tmp /dev/shm /run; do
    rb_l=$rb_t/.runbook-lease
    for rb_m in 1 2 3; do
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
      elif rb_began "$rb_p" && [ "$rb_s" = "$rb_b" ]; then
        if [ "$rb_r" != LEASE_RUN ]; then
          echo "held $rb_w"
          return
        fi
        # Another shell of this run is about to end and passes it on; the file is never seen empty.
        echo "$rb_mine" >"$rb_d/next" && mv -f "$rb_d/next" "$rb_l" && echo "$rb_l" >"$rb_d/lease"
        echo ours
        return
      elif ! mv "$rb_l" "$rb_d/stale"; then
        echo "held a run that is gone, by a file this user may not remove: $rb_l"
        return
      fi
    done
  done
  return 1
}
{ rb_lease || echo none; } >&3
