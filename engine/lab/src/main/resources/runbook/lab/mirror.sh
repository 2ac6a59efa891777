# Starts the mirror in the controller's network unless it is running.
# usage: mirror.sh FOLDER COMMAND...; the command gets the folder to serve and a port
set -eu
lab=$1
shift
run=$lab/run

id=$(cat "$run/mirror" 2>/dev/null) || id=
if [ -z "$id" ] || ! kill -0 "$id" 2>/dev/null; then
  : >"$run/mirror.said"
  # It records its id itself, because this script may be killed first.
  # shellcheck disable=SC2016 # the inner shell expands them
  setsid sh -c 'echo $$ >"$0"; exec "$@"' "$run/mirror" \
    nsenter --net="$run/controller/net" "$@" "$lab/mirror" 80 \
    </dev/null >"$run/mirror.said" 2>&1 8>&- &
  id=$!
fi
while ! grep -q '^serving' "$run/mirror.said"; do
  if ! kill -0 "$id" 2>/dev/null; then
    cat "$run/mirror.said" >&2
    exit 1
  fi
  sleep 0.05
done
