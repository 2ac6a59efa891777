# Runs a command in the lab's network, with the names of its hosts.
# usage: inside.sh FOLDER COMMAND...
lab=$1
shift
mount --bind "$lab/etc_hosts" /etc/hosts
# The lab has no proxy and needs none.
unset http_proxy https_proxy ftp_proxy all_proxy HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY
exec "$@"
