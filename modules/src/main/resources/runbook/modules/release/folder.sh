# release_in FOLDER: prints the architecture, whether the folder has a parent, and its content. A file
# in the folder records the release and the sizes of its files.
release_in() {
  d=$1 p=${1%/*}
  uname -m
  if [ -d "${p:-/}" ]; then echo parent; else echo none; fi
  if [ -f "$d/.runbook-release" ]; then
    echo release
    if [ "$(release_files "$d")" = "$(sed 1d "$d/.runbook-release")" ]; then
      sed -n 1p "$d/.runbook-release"
    fi
  elif [ -d "$d" ] && [ -z "$(ls -A "$d")" ]; then echo empty
  elif [ -e "$d" ] || [ -L "$d" ]; then echo other
  else echo absent; fi
}
