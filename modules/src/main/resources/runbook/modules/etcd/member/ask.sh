# shellcheck disable=SC2086,SC2154 # $long is words; standing.sh sets long and lacks
# ask_members DOORS ALL URL...: prints what the members at these URLs report about the cluster, by ctl.
# DOORS is what try_ports printed for them. If ALL is not empty, also the health of members without an
# endpoint. Every call of etcdctl costs the host a tenth of a second of CPU, so the healthy members
# share one for each question. Each of the others gets its own, because one that hangs delays those
# after it in a list.
ask_members() {
  print_tagged door "$1"
  [ -z "$lacks" ] || return 0
  doors="
$1
" all=$2 open='' healthy='' i=0
  shift 2
  for url; do
    case $doors in *"
$i OPEN
"* | *"
$i UNKNOWN
"*) open="$open,$url" ;; esac
    i=$((i + 1))
  done
  [ -n "$open" ] || return 0
  said=$(ctl "${open#,}" -w json endpoint health 2>&1)
  print_tagged health "$said"
  i=0
  for url; do
    case $open, in *",$url,"*)
      case $said in
      *"\"endpoint\":\"$url\",\"health\":true"*) healthy="$healthy,$url" ;;
      *) ask_one "$i" "$url" & ;;
      esac ;;
    esac
    i=$((i + 1))
  done
  if [ -n "$all" ]; then
    asked=${healthy:-$open}
    tell well ctl "${asked#,}" -w json endpoint health --cluster &
  fi
  [ -z "$healthy" ] || ask_healthy "${healthy#,}" "$@"
  wait
}

# ask_one NUMBER URL: asks a member alone.
ask_one() {
  tell "status $1" ctl "$2" $long -w json endpoint status &
  tell "members $1" ctl "$2" $long -w json member list
  wait
}

# ask_healthy URLS URL...: asks the members among the URLs. One of them tells the list of members, unless
# they are not all of one cluster.
ask_healthy() {
  urls=$1 several=''
  shift
  tell roster ctl "$urls" $long -w json member list &
  said=$(ctl "$urls" $long -w json endpoint status 2>&1)
  print_tagged statuses "$said"
  rest=${said#*'"cluster_id":'}
  first=${rest%%[!0-9]*}
  while [ "$rest" != "${rest#*'"cluster_id":'}" ]; do
    rest=${rest#*'"cluster_id":'}
    [ "${rest%%[!0-9]*}" = "$first" ] || several=yes
  done
  i=0
  for url; do
    case $several,$urls, in yes*",$url,"*)
      tell "members $i" ctl "$url" $long -w json member list & ;;
    esac
    i=$((i + 1))
  done
  wait
}
