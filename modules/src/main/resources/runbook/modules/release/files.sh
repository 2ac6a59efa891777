# release_files FOLDER: prints the sizes of the files in it.
release_files() { (cd "$1" && find . -type f ! -name .runbook-release -exec wc -c {} + | sort); }
