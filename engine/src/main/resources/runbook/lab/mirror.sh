# Starts the server of releases in the controller's network, unless it runs.
# usage: mirror.sh FOLDER COMMAND...; the command gets the folder to serve and a port
set -eu
lab=$1
shift
run=$lab/run

if [ -s "$run/mirror" ] && kill -0 "$(cat "$run/mirror")" 2>/dev/null; then
  exit 0
fi
: >"$run/mirror.said"
setsid nsenter --net="$run/controller/net" "$@" "$lab/mirror" 80 \
  </dev/null >"$run/mirror.said" 2>&1 &
id=$!
echo "$id" >"$run/mirror"
while ! grep -q '^serving' "$run/mirror.said"; do
  if ! kill -0 "$id" 2>/dev/null; then
    cat "$run/mirror.said" >&2
    exit 1
  fi
  sleep 0.05
done
