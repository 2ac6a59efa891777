# Goes to folders, and tells what other users could do there. A name can be swapped between two commands;
# the current folder cannot, so everything is named from there. Each shell has these functions.
# shellcheck disable=SC2086,SC2154,SC3013 # words are split on purpose; dash, bash and BusyBox know -ef

rb_no() {
  printf '%s\n' "$1" >&2
  return 1
}

# rb_enter FOLDER: makes the folder the current one. A link on the way that another user could change is
# followed only to a folder where that user may write anyway.
rb_enter() {
  rb_to=$1 rb_rest=${1#/}/ rb_hops=0 rb_must= rb_link=
  cd / || return
  while [ "$rb_rest" ]; do
    rb_c=${rb_rest%%/*} rb_rest=${rb_rest#*/}
    case $rb_c in
      '' | .) ;;
      ..) rb_up || return ;;
      *)
        if [ -L "./$rb_c" ]; then rb_follow || return
        elif ! rb_step "$rb_c"; then
          if [ -d "./$rb_c" ]; then
            rb_no "this user may not enter ${PWD%/}/$rb_c, or another user is changing it"
          else rb_no "there is no directory ${PWD%/}/$rb_c"; fi
          return
        fi ;;
    esac
  done
  [ -z "$rb_must" ] || rb_prove
}

# rb_step NAME: goes one folder down, and never through a link. The kernel tells whether the folder that
# was entered lies in this one; bash finds out PWD by names.
rb_step() {
  if [ -r . ] && [ -e /proc/self/fd ]; then
    { cd -P "./$1" && [ .. -ef /proc/self/fd/5 ]; } 2>/dev/null 5<.
  else
    rb_x=${PWD%/}/$1
    cd -P "./$1" 2>/dev/null && [ "$PWD" = "$rb_x" ]
  fi
}

# Goes one folder up. The owner of this folder could have moved it.
rb_up() {
  if [ ! -O . ]; then
    rb_list . || return
    set -- $rb_x
    rb_ours "$3" || rb_must="$rb_must u:$3" rb_link=${rb_link:-$PWD}
  fi
  cd -P .. || return
}

# rb_list PATH...: puts modes and the numbers of owners in rb_x.
rb_list() {
  rb_x=$(LC_ALL=C ls -ldn "$@")
}

# rb_ours USER: succeeds if the user with this number is root or the one who asks.
rb_ours() {
  [ "${rb_me:-}" ] || rb_me=$(id -u) || return
  [ "$1" = 0 ] || [ "$1" = "$rb_me" ]
}

# Goes on at the target of the link $rb_c. Notes in rb_must which other users and groups could change the
# link: its owner, and those who may rename what is in the folder.
rb_follow() {
  rb_hops=$((rb_hops + 1))
  [ "$rb_hops" -le 40 ] || { rb_no "too many links lead to $rb_to"; return 1; }
  rb_list . "./$rb_c" || return
  set -f
  set -- $rb_x
  set +f
  rb_x=
  rb_ours "$3" || rb_x="u:$3"
  rb_ours "${12}" || rb_x="$rb_x u:${12}"
  case $1 in
    *[tT] | *[tT][.+@]) ;;
    *)
      case $1 in ?????w*+) rb_x="$rb_x o" ;; ?????w*) rb_own_group "$4" || rb_x="$rb_x g:$4" ;; esac
      case $1 in ????????w*) rb_x="$rb_x o" ;; esac ;;
  esac
  if [ "$rb_x" ]; then rb_must="$rb_must $rb_x" rb_link=${rb_link:-${PWD%/}/$rb_c}; fi
  rb_x=$(readlink "./$rb_c" && echo .) || return
  rb_x=${rb_x%??}
  case $rb_x in /*) cd / || return ;; esac
  rb_rest=$rb_x/$rb_rest
}

# rb_own_group GROUP: succeeds if the group is root's or, for another user, the user's own.
rb_own_group() {
  [ "$1" = 0 ] || { [ "$rb_me" != 0 ] && [ "$1" = "$(id -g)" ]; }
}

# Succeeds if all those who could have chosen this folder may write in it.
rb_prove() {
  rb_list . || return
  set -- $rb_x
  for rb_w in $rb_must; do
    case $1:$rb_w in
      ????????w*) ;;
      *":u:$3") ;;
      ?????w*":g:$4") ;;
      *)
        case $rb_w in
          u:*) rb_w=$(id -un "${rb_w#u:}" 2>/dev/null) || rb_w="another user" ;;
          g:*) rb_w="the group ${rb_w#g:}" ;;
          *) rb_w="everybody" ;;
        esac
        rb_no "$rb_link is not followed to $PWD: $rb_w could change where it leads, and may not write there; give the path without the link, or give the link and its folder to root"
        return ;;
    esac
  done
}

# Succeeds if another user could rename what is in the current folder.
rb_shared() {
  [ -O . ] || return 0
  rb_list . || return 0
  case $rb_x in ?????w* | ????????w*) ;; *) return 1 ;; esac
}

# Succeeds if no other user could change a name on the way to what is in the current folder.
rb_alone() {
  ! rb_shared || return
  rb_rest=${PWD#/} rb_w=
  set -- /
  while [ "$rb_rest" ]; do
    rb_w=$rb_w/${rb_rest%%/*}
    set -- "$@" "$rb_w"
    case $rb_rest in */*) rb_rest=${rb_rest#*/} ;; *) rb_rest= ;; esac
  done
  rb_list "$@" || return
  set -f
  IFS='
'
  set -- $rb_x
  unset IFS
  for rb_w; do
    set -- $rb_w
    rb_ours "$3" || return
    case $1 in d????????[tT]*) ;; d?????w* | d????????w*) return 1 ;; d*) ;; *) return 1 ;; esac
  done
  set +f
}

# rb_stage NAME: makes a folder in which only this user can write the current one.
rb_stage() {
  umask 077
  mkdir "./$1" || return
  if rb_step "$1" && [ -O . ] && rb_list . && rb_empty; then
    case $rb_x in
      drwx--[-S]---*) return ;;
      d*+*) chmod 0700 . && rb_empty && return ;;
    esac
  fi
  rb_no "another user interferes in the folder of $1"
}

rb_empty() {
  for rb_w in ./* ./.[!.]* ./..?*; do
    if [ -e "$rb_w" ] || [ -L "$rb_w" ]; then return 1; fi
  done
}
