# print_tagged TAG TEXT: prints every line of the text with the tag in front, without a process.
print_tagged() (
  set -f
  IFS='
'
  for l in $2; do printf '%s %s\n' "$1" "$l"; done
)

# tell TAG COMMAND WORD...: prints every line of the command's output with the tag in front.
tell() {
  tag=$1
  shift
  print_tagged "$tag" "$("$@" 2>&1)"
}

# etcdctl_with PROGRAM CACERT CERT KEY URLS WORD...: calls etcdctl with a deadline, without settings
# in the user's environment that etcdctl would reject as contradictions. Omits files that are empty
# words.
etcdctl_with() (
  unset ETCDCTL_ENDPOINTS ETCDCTL_CACERT ETCDCTL_CERT ETCDCTL_KEY ETCDCTL_WRITE_OUT
  unset ETCDCTL_DIAL_TIMEOUT ETCDCTL_COMMAND_TIMEOUT ETCDCTL_INSECURE_SKIP_TLS_VERIFY
  ETCDCTL_API=3
  export ETCDCTL_API
  program=$1 cacert=$2 cert=$3 key=$4 urls=$5
  shift 5
  exec "$program" ${cacert:+"--cacert=$cacert"} ${cert:+"--cert=$cert"} ${key:+"--key=$key"} \
    --dial-timeout=2s --command-timeout=3s --endpoints="$urls" "$@"
)
