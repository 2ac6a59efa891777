# shellcheck shell=bash
# Sourced by the benchmarks: an sshd at 127.0.0.1 behind which every host is a folder of this machine.

# start_sshd FOLDER: starts it with keys of its own in the folder, and sets $port.
start_sshd() {
  ssh-keygen -q -t ed25519 -N '' -f "$1/host"
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  echo "[127.0.0.1]:$port $(cut -d' ' -f1,2 "$1/host.pub")" >"$1/known_hosts"
  # One key exchange for all, as its cost differs tenfold. The key of a host brings its home.
  cat >"$1/sshd_config" <<END
Port $port
ListenAddress 127.0.0.1
HostKey $1/host
AuthorizedKeysFile $1/keys.pub
PermitUserEnvironment HOME
KexAlgorithms curve25519-sha256
StrictModes no
UsePAM no
PermitRootLogin yes
MaxStartups 2000
MaxSessions 20
PidFile $1/pid
END
  mkdir -p /run/sshd
  /usr/sbin/sshd -f "$1/sshd_config"
  while [ ! -s "$1/pid" ]; do sleep 0.1; done
}

# stop_sshd FOLDER: stops it.
stop_sshd() {
  if [ -f "$1/pid" ]; then kill "$(cat "$1/pid")"; fi
}

# write_targets FOLDER HOSTS: writes the address, folder and key of each host, and the inventories. Each has
# an empty home, as hosts do not share one, and profiles of this machine's user must not count.
write_targets() {
  local i
  mkdir -p "$1/keys"
  rm -f "$1/keys.pub"
  for ((i = 1; i <= $2; i++)); do
    [ -e "$1/keys/$i" ] || ssh-keygen -q -t ed25519 -N '' -f "$1/keys/$i"
    echo "environment=\"HOME=$1/hosts/host$i\" $(cat "$1/keys/$i.pub")" >>"$1/keys.pub"
    echo "127.0.0.1 $1/hosts/host$i $1/keys/$i"
  done >"$1/targets"
  write_inventories "$1"
}

# write_inventories FOLDER: writes hosts.yml for runbook and hosts.ini for Ansible, with the hosts of targets.
write_inventories() {
  {
    echo "etcd:"
    echo "  vars: { user: root, port: $port, known_hosts: $1/known_hosts }"
    echo "  hosts:"
    awk '{ printf "    host%d: { address: %s, root: %s, key: %s }\n", NR, $1, $2, $3 }' "$1/targets"
  } >"$1/hosts.yml"
  {
    echo "[etcd]"
    awk '{ printf "host%d ansible_host=%s root=%s ansible_ssh_private_key_file=%s\n", NR, $1, $2, $3 }' "$1/targets"
    echo "[etcd:vars]"
    echo "ansible_user=root"
    echo "ansible_port=$port"
    echo "ansible_ssh_common_args=-o UserKnownHostsFile=$1/known_hosts"
    echo "ansible_python_interpreter=/usr/bin/python3"
  } >"$1/hosts.ini"
}
