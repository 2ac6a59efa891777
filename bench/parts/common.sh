# shellcheck shell=bash
# Sourced by the benchmarks: measures commands, keeps the results, and cleans up, also when interrupted.
# The benchmark sets $work_name, $hosts, $delay and $round, and defines clean_up.
# shellcheck disable=SC2034,SC2154 # the benchmarks use and set them

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
runbook=${bench%/*}/runbook
results=${bench%/*}/target/bench
work=$(mktemp -d)
inside=() # what enters a lab, for commands that need its network
running=
delay=0

end() {
  cd /
  if [ -n "$running" ]; then
    kill "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
  fi
  close_connections
  clean_up
  rm -rf "$work"
}

# close_connections: ends those that Ansible keeps, which would outlive the benchmark.
close_connections() {
  local socket
  for socket in "$work"/*; do
    [ ! -S "$socket" ] || ssh -F none -O exit -o "ControlPath=$socket" none 2>/dev/null || rm -f "$socket"
  done
}

# begin NAME: forgets the earlier results of this benchmark. From here on, the end cleans up.
begin() {
  name=$1
  trap end EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir -p "$results"
  : >"$results/$name.jsonl"
  # A project of its own, so that its runs are in $work too.
  mkdir "$work/bench" "$work/.runbook"
  cp -R "${bench%/*}/playbooks" "${bench%/*}/templates" "$work"
  cp -R "$bench/ansible" "$work/bench"
  cd "$work" || exit
  "$runbook" --version >/dev/null # builds it if needed
}

# measured PEER RUN COMMAND...: runs the command, and adds a line to the results.
measured() {
  local peer=$1 run=$2
  shift 2
  [ "$run" != first ] || close_connections
  rm -rf "$work/.runbook"
  mkdir "$work/.runbook"
  # In the background, because bash runs traps only after a foreground command has ended.
  "${inside[@]}" /usr/bin/python3 "$bench/parts/cost.py" "$results/$name.jsonl" \
    "benchmark=$name" "work=$work_name" "hosts=$hosts" "delay=$delay" "peer=$peer" "run=$run" "round=$round" \
    -- "$@" >"$work/out" 2>&1 </dev/null &
  running=$!
  if ! wait "$running"; then
    running=
    cat "$work/out" >&2
    echo "bench/$name: $peer failed: $work_name, $hosts hosts, $run" >&2
    exit 1
  fi
  running=
}

print_results() {
  python3 -B "$bench/parts/report.py" "$results" "$name"
}
