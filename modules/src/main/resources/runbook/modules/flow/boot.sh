# Restarts the host, and tells one boot from another.

# Prints the id of the boot, and when process 1 started, since a container keeps the id of its machine.
read_boot() {
  boot_id= boot_stat=
  read -r boot_id </proc/sys/kernel/random/boot_id
  read -r boot_stat </proc/1/stat
  # The fields after the name begin with the state; the start is the twentieth of them.
  # shellcheck disable=SC2086 # words are split on purpose
  set -- ${boot_stat##*) }
  echo "$boot_id ${20}"
}

reboot_host() {
  if [ -d /run/systemd/system ]; then
    systemctl reboot
  else
    reboot
  fi
}
