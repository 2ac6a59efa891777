# shellcheck shell=bash
# Sourced after common.sh: does the same work with each peer. In $work are hosts.yml, hosts.ini and
# targets (an address, a folder and a key a line); $port is where sshd listens.
# shellcheck disable=SC2034,SC2154 # common.sh and the benchmarks use and set them

# find_peers: sets $peers to those of $PEERS that this machine has, and says which are missing.
find_peers() {
  local peer
  peers=()
  for peer in ${PEERS:-floor runbook tuned mitogen}; do
    case $peer in
    floor | runbook) ;;
    ansible | tuned) command -v ansible-playbook >/dev/null ;;
    mitogen) /usr/bin/python3 -c 'import ansible_mitogen' 2>/dev/null ;;
    *) false ;;
    esac && peers+=("$peer") || echo "bench/$name: $peer is not installed (see bench/README.md)" >&2
  done
}

# on_all SCRIPT: sets $all to the command that runs it on all hosts by plain ssh, 50 at a time as runbook does.
on_all() {
  all=(xargs -a "$work/targets" -P 50 -L 1 sh "$bench/parts/plain-ssh.sh" "$work/known_hosts" "$port" "$1")
}

# play PEER RUN [OPTION...]: measures the work $work_name.
play() {
  local peer=$1 run=$2 settings=() forks=50 mitogen
  shift 2
  [ "$hosts" -gt 50 ] || forks=$hosts
  case $peer in
  floor)
    on_all "$work/$work_name.sh"
    measured "$peer" "$run" "${all[@]}"
    return
    ;;
  runbook)
    measured "$peer" "$run" "$runbook" play "playbooks/$work_name.yml" -i hosts.yml "$@"
    return
    ;;
  tuned)
    settings=(ANSIBLE_PIPELINING=1 "ANSIBLE_FORKS=$forks"
      "ANSIBLE_SSH_ARGS=-o ControlMaster=auto -o ControlPersist=60s -o ControlPath=$work/%C")
    ;;
  mitogen)
    mitogen=$(/usr/bin/python3 -c 'import ansible_mitogen; print(ansible_mitogen.__path__[0])')
    settings=("ANSIBLE_FORKS=$forks" ANSIBLE_STRATEGY=mitogen_linear
      "ANSIBLE_STRATEGY_PLUGINS=$mitogen/plugins/strategy")
    ;;
  esac
  # Without the settings of this machine's user.
  : >"$work/ansible.cfg"
  measured "$peer" "$run" env "ANSIBLE_CONFIG=$work/ansible.cfg" "ANSIBLE_HOME=$work/ansible" \
    ANSIBLE_GATHERING=explicit "${settings[@]}" ansible-playbook -i hosts.ini "bench/ansible/$work_name.yml" "$@"
}

# first_and_again: plays with all peers in turn, each on empty hosts.
first_and_again() {
  local peer
  for peer in "${peers[@]}"; do
    takes_part "$peer" || continue
    empty_hosts
    play "$peer" first
    play "$peer" again
  done
}

# write_works: writes the scripts of the floor, and the playbooks that are only repetition.
write_works() {
  {
    echo "content='$(seq 40)'"
    cat "$bench/parts/floor.sh"
  } >"$work/lay-out.sh"
  # shellcheck disable=SC2016 # the host expands them
  {
    echo 'mkdir -p "$root"'
    echo 'for i in $(seq 39); do'
    echo '  echo $i >"$root/$i.new"; chmod 0644 "$root/$i.new"; mv "$root/$i.new" "$root/$i"'
    echo 'done'
  } >"$work/forty.sh"
  # shellcheck disable=SC2016 # the host expands them
  echo 'mkdir -p "$root"; cd "$root"; touch $(seq 1000)' >"$work/thousand.sh"
  cd "$work/playbooks" || exit
  {
    echo "- hosts: etcd"
    echo "  tasks:"
    echo "    - file: { path: \"{{ root }}\", state: directory }"
  } | tee forty.yml >thousand.yml
  seq 39 | sed 's/.*/    - copy: { content: "&\\n", dest: "{{ root }}\/&" }/' >>forty.yml
  # By copy, because Ansible's touch would change them in every run.
  {
    echo "    - copy: { content: \"\", dest: \"{{ root }}/{{ item }}\" }"
    echo "      loop: [$(seq -s, 1000)]"
  } >>thousand.yml
  cp forty.yml thousand.yml "$work/bench/ansible"
  cd "$work" || exit
}
