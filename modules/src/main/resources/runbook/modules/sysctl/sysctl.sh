# sysctl_path FILE KEY: prints where the kernel keeps the parameter, below the root that FILE is in. The separator
# that comes first separates folders; after a dot a slash stands for a dot, as in net.ipv4.conf.eth0/7.rp_filter.
sysctl_path() {
  case ${2%%/*} in
  *.*) k=$(printf %s "$2" | tr ./ /.) ;;
  *) k=$2 ;;
  esac
  printf '%s/proc/sys/%s\n' "${1%/etc/sysctl.d/*}" "$k"
}

# sysctl_boot FILE KEY: prints the value in the file if the file holds only the line for the key.
sysctl_boot() {
  [ -e "$1" ] || return 0
  l=$(cat <"$1") || exit
  [ "${l#"$2 = "}" = "$l" ] || printf '%s\n' "${l#"$2 = "}"
}

# sysctl_now FILE KEY: prints the value in the kernel, which puts tabs between several numbers.
sysctl_now() {
  p=$(sysctl_path "$1" "$2")
  [ -f "$p" ] || {
    echo "the kernel of this host has no parameter $2: check the name, or load the kernel module it is of" >&2
    exit 1
  }
  v=$(cat <"$p") || exit
  printf '%s\n' "$v" | tr -s '\t\n ' ' ' | sed 's/ $//'
}

# sysctl_read FILE KEY RELOAD: prints the value, or both values if the running kernel has another one than the file.
sysctl_read() {
  b=$(sysctl_boot "$1" "$2") || exit
  [ "$3" = true ] || { printf '%s\n' "$b"; return; }
  n=$(sysctl_now "$1" "$2") || exit
  if [ "$n" = "$b" ]; then printf '%s\n' "$b"; else printf '%s now, %s at boot\n' "$n" "${b:-none}"; fi
}

# sysctl_set FILE KEY RELOAD VALUE: asks the kernel first, so that a value it refuses is not in the file at boot.
sysctl_set() {
  if [ "$3" = true ]; then
    p=$(sysctl_path "$1" "$2")
    printf '%s\n' "$4" >"$p" || {
      echo "cannot set $2 to '$4': only root may ('become: true'), and the kernel must know the value" >&2
      return 1
    }
  fi
  mkdir -p "${1%/*}" && printf '%s = %s\n' "$2" "$4" >"$1.new" && chmod 644 "$1.new" && mv -f "$1.new" "$1"
}
