# tell TAG COMMAND WORD...: prints every line of the command's output with the tag in front.
tell() (
  t=$1
  shift
  a=$("$@" 2>&1)
  printf '%s\n' "$a" | sed "s/^/$t /"
)

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
  "$program" ${cacert:+"--cacert=$cacert"} ${cert:+"--cert=$cert"} ${key:+"--key=$key"} \
    --dial-timeout=2s --command-timeout=3s --endpoints="$urls" "$@"
)
