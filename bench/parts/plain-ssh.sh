# The floor: runs a script on one host by plain ssh. The script finds the host's folder in $root.
# usage: plain-ssh.sh FOLDER-OF-KEYS PORT SCRIPT ADDRESS ROOT
exec ssh -F none -i "$1/key" -p "$2" -o "UserKnownHostsFile=$1/known_hosts" -o BatchMode=yes \
  "root@$4" "root=$5 sh -s" <"$3"
