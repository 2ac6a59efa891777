#!/bin/sh
# Exits with 0 when this member and the cluster behind it take writes.
set -eu
here=$(dirname -- "$0")
set -a
. "$here/etcdctl.env"
set +a
exec etcdctl endpoint health
