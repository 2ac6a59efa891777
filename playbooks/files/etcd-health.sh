#!/bin/sh
# Exits with 0 if this member is healthy and its cluster has a quorum.
set -eu
here=$(dirname -- "$0")
set -a
. "$here/etcdctl.env"
set +a
exec etcdctl endpoint health
