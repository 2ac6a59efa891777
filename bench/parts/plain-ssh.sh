# The floor: runs a script on one host by plain ssh. The script finds the host's folder in $root.
# usage: plain-ssh.sh KNOWN-HOSTS PORT SCRIPT ADDRESS ROOT KEY
exec ssh -F none -i "$6" -p "$2" -o "UserKnownHostsFile=$1" -o BatchMode=yes \
  "root@$4" "root=$5 sh -s" <"$3"
