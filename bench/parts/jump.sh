# shellcheck shell=bash
# Sourced by bench/busy, after sshd.sh: a jump host at 127.0.0.2 before the sshd of start_sshd.

# start_jump FOLDER: starts it, with sshd's own limits on logins, and sets $jump_port.
start_jump() {
  mkdir "$1/jump"
  ssh-keygen -q -t ed25519 -N '' -f "$1/jump/host"
  jump_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.2", 0)); print(s.getsockname()[1])')
  echo "[127.0.0.2]:$jump_port $(cut -d' ' -f1,2 "$1/jump/host.pub")" >>"$1/known_hosts"
  cat >"$1/jump/sshd_config" <<CONFIG
Port $jump_port
ListenAddress 127.0.0.2
HostKey $1/jump/host
AuthorizedKeysFile $1/keys.pub
StrictModes no
UsePAM no
PermitRootLogin yes
PidFile $1/jump/pid
CONFIG
  /usr/sbin/sshd -f "$1/jump/sshd_config"
  while [ ! -s "$1/jump/pid" ]; do sleep 0.1; done
}
