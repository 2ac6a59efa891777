package runbook.modules.file;

/** How a host takes digests. */
public final class Digests {

  /**
   * {@code digest} prints the sha256 of its standard input and perhaps more, or {@code none} where
   * no tool for it is installed; {@code has} tells whether there is a tool.
   */
  public static final String SH =
      """
      has() { command -v "$1" >/dev/null 2>&1; }
      digest() {
        if has sha256sum; then sha256sum
        elif has openssl; then openssl dgst -sha256 -r
        elif has shasum; then shasum -a 256
        elif has busybox && busybox sha256sum </dev/null >/dev/null 2>&1; then busybox sha256sum
        else echo none; fi
      }
      """;

  private Digests() {}
}
