# Changes files so that no other user can swap what is changed, not even in a folder of that user's.
# shellcheck disable=SC2086,SC2154,SC3013 # words are split on purpose; others set some variables; all shells know -ef

# rb_in PATH COMMAND...: runs the command in the folder of the path, with ./NAME in rb_f.
rb_in() {
  rb_p=$1 rb_f=./${1##*/} rb_back=$PWD
  shift
  rb_enter "${rb_p%/*}" && "$@"
  rb_s=$?
  [ $rb_s = 0 ] || [ -z "${rb_new-}" ] || rm -f "./$rb_new"
  set +C
  umask 022
  cd "$rb_back" 2>/dev/null || cd /
  return $rb_s
}

# rb_set FILE MODE OWNER: sets what is not empty. FILE must not lead elsewhere.
rb_set() {
  if [ "${3-}" ]; then chown -- "$3" "$1" || return; fi
  if [ "$2" ]; then chmod "$2" "$1"; fi
}

# rb_move SOURCE PATH: renames; what is at the path is replaced, even a link to a folder.
rb_move() {
  mv -fT "$1" "$2" 2>/dev/null && return
  if [ -d "$2" ] || rb_shared; then mv -fT "$1" "$2"
  else mv -f "$1" "$2"; fi
}

# rb_take NAME: puts the file with the name, in the same folder, in the place of $rb_f.
rb_take() {
  rb_move "./$1" "$rb_f"
}

# rb_text MODE OWNER: replaces $rb_f by a file with the text $rb_text. The new file $rb_new is known by its
# descriptor until it is complete.
rb_text() {
  if [ -d "$rb_f" ]; then
    rb_no "$rb_p is a directory"
    return
  fi
  umask 077
  set -C
  rb_x=
  if ! { rb_fill "$@" 2>&6; } 6>&2 2>/dev/null 5>"./$rb_new"; then
    # A command tells more than the shell why it failed.
    if [ -z "$rb_x" ]; then
      rb_x=$(cat </dev/null 2>&1 >"./$rb_new")
      rb_x=${rb_x##*: }
    fi
    rb_no "cannot write $rb_p: ${rb_x#cat: }"
    return
  fi
  rb_move "./$rb_new" "$rb_f"
}

rb_fill() {
  if ! printf %s "$rb_text" >&5; then
    rb_x=$(printf %s "$rb_text" | cat 2>&1 >&5) || :
    rb_x=${rb_x:-an error}
    return 1
  fi
  rb_w=/proc/self/fd/5
  if [ ! -e $rb_w ]; then
    rb_w=./$rb_new
    if rb_shared; then rb_x="other users may write in its folder, which takes /proc"; return 1; fi
  fi
  rb_x="its owner and mode cannot be set"
  rb_set $rb_w "$@"
}

# rb_directory MODE OWNER ONCE: makes the directory $rb_f, closed to others until it has its owner. A
# directory of this user's that appears meanwhile is accepted. ONCE is not empty if the mode needs no chmod.
rb_directory() {
  rb_once=
  # The mkdir of BusyBox sets the mode by the name.
  if [ "$3" ] && [ -O . ] && ! rb_busybox mkdir; then rb_once=${1#0}; fi
  umask 077
  if mkdir ${rb_once:+-m "$rb_once"} "$rb_f" 2>/dev/null; then
    # A folder in a folder with setgid gets it too.
    if [ "$rb_once" ] && [ ! -g "$rb_f" ]; then return 0; fi
  elif [ -d "$rb_f" ] && [ ! -L "$rb_f" ] && [ -O "$rb_f" ]; then :
  else mkdir "$rb_f" || return; fi
  if rb_step "${rb_f#./}" && [ -O . ]; then rb_set . "$1" "$2"
  else rb_no "another user put something else at $rb_p"; fi
}

rb_busybox() {
  [ "/bin/$1" -ef /bin/busybox ] || [ "/usr/bin/$1" -ef /bin/busybox ]
}

# rb_access MODE OWNER: sets the mode and the owner of what is at $rb_f; an empty one stays. A folder that
# cannot be entered is changed by its name, unless another user can swap the name: a name that is missing
# for a moment looks the same.
rb_access() {
  if [ -L "$rb_f" ]; then rb_no "$rb_p is a link by now"
  elif [ ! -d "$rb_f" ]; then
    if rb_shared; then rb_pinned "$@"; else rb_set "$rb_f" "$@"; fi
  elif [ ! -x "$rb_f" ] && ! rb_shared; then rb_set "$rb_f" "$@"
  elif rb_step "${rb_f#./}"; then rb_set . "$@"
  else rb_no "another user put something else at $rb_p"; fi
}

# rb_pinned MODE OWNER: like rb_access, for what another user could swap: it gets a second name, where only
# this user can write.
rb_pinned() {
  rb_pin=.runbook-$$-pin
  rb_stage "$rb_pin" || return
  ln ".$rb_f" ./pin && rb_single && rb_set ./pin "$@"
  rb_s=$?
  rm -f ./pin
  cd -P .. && rmdir "./$rb_pin"
  return $rb_s
}

# Succeeds unless ./pin is a link, or another user could have given a file of others a name here.
rb_single() {
  if [ -L ./pin ]; then
    rb_no "$rb_p is a link by now"
    return
  fi
  { read -r rb_x </proc/sys/fs/protected_hardlinks; } 2>/dev/null && [ "$rb_x" = 1 ] && return
  rb_list ./pin || return
  set -- $rb_x
  [ "$2" -le 2 ] || rb_no "$rb_p has other names too, and any user of this host could have given it this one: set fs.protected_hardlinks to 1 with sysctl, or remove the other names"
}

# rb_symlink TARGET: makes the link $rb_f; nothing is replaced, and no folder is entered.
rb_symlink() {
  ln -sT -- "$1" "$rb_f" 2>/dev/null && return
  if [ -e "$rb_f" ] || [ -L "$rb_f" ]; then rb_no "$rb_p: File exists"
  elif rb_shared; then ln -sT -- "$1" "$rb_f"
  else ln -s -- "$1" "$rb_f"; fi
}

# rb_replace_link TARGET: replaces the link $rb_f at once.
rb_replace_link() {
  rb_w=./.runbook-$$-link
  rm -f "$rb_w"
  ln -s -- "$1" "$rb_w" || return
  rb_move "$rb_w" "$rb_f" || { rm -f "$rb_w"; return 1; }
}

rb_remove() {
  rm -f "$rb_f"
}

# Removes the directory $rb_f. Only some rm do not follow a link that appears below it meanwhile.
rb_remove_tree() {
  case $(rm --version 2>&1) in
    *GNU*) rm -rf "$rb_f" ;;
    *) rb_clear "$rb_f" ;;
  esac
}

rb_clear() {
  if [ -L "$1" ] || [ ! -d "$1" ]; then
    rm -f "$1"
    return
  fi
  {
    cd -P "$1" && [ .. -ef /proc/self/fd/5 ] && rb_clear_all && cd -P /proc/self/fd/5 && rmdir "$1"
  } 5<.
}

rb_clear_all() {
  rm -f ./* ./.[!.]* ./..?* 2>/dev/null
  for rb_w in ./* ./.[!.]* ./..?*; do
    if [ -e "$rb_w" ] || [ -L "$rb_w" ]; then rb_clear "$rb_w" || return; fi
  done
}
