# has PROGRAM: succeeds if the host has it.
has() { command -v "$1" >/dev/null 2>&1; }

# digest: prints the sha256 of its standard input, possibly followed by more, or "none" if no tool for it
# is installed.
digest() {
  if has sha256sum; then sha256sum
  elif has openssl; then openssl dgst -sha256 -r
  elif has shasum; then shasum -a 256
  elif has busybox && busybox sha256sum </dev/null >/dev/null 2>&1; then busybox sha256sum
  else echo none; fi
}
