# pem_files FILE...: prints the lines of each file behind its number, so that one request reads all of them.
pem_files() {
  n=0
  for f; do
    [ -r "$f" ] || { echo "the host has no $f, or this user may not read it"; exit 9; }
    sed "s/^/$n /" "$f"
    # The last line of a file may lack its end.
    echo
    n=$((n + 1))
  done
}
