# shellcheck shell=bash
# Sourced after common.sh, sshd.sh and peers.sh: a lab whose network is reached only through "${inside[@]}".
# shellcheck disable=SC2034,SC2154 # the benchmarks use and set them

lab=bench

# start_lab HOSTS: starts new hosts, and writes inventories and targets into $work.
start_lab() {
  local i folder=${RUNBOOK_LAB:-/var/lib/runbook/lab}/$lab
  stop_lab
  for ((i = 1; i <= $1; i++)); do
    echo "10.77.9.$((10 + i)) /srv/bench $folder/key"
  done >"$work/targets"
  ln -sf "$folder/known_hosts" "$work"
  port=22
  write_inventories "$work"
  "$runbook" lab up --name "$lab" -i "$work/hosts.yml" >/dev/null
  inside=("$runbook" lab shell --name "$lab" --)
  # The same key exchange for all, as its cost differs tenfold.
  on_lab 'echo KexAlgorithms curve25519-sha256 >/etc/ssh/sshd_config.d/bench.conf && systemctl reload ssh'
}

stop_lab() {
  "$runbook" lab down --name "$lab" >/dev/null
}

# on_lab COMMAND: runs it on all hosts; the host expands $root.
on_lab() {
  echo "$1" >"$work/on_lab.sh"
  on_all "$work/on_lab.sh"
  "${inside[@]}" "${all[@]}" </dev/null
}

# empty_hosts: removes what the plays made.
empty_hosts() {
  # shellcheck disable=SC2016 # the host expands it
  on_lab 'rm -rf "$root"'
}

# slow_link HOST MILLISECONDS
slow_link() {
  "$runbook" lab slow "$1" --name "$lab" --delay "$2ms" >/dev/null
}
