package runbook.module.param;

/** The permission bits of a file, written in YAML as a quoted octal number: {@code "0644"}. */
public record Mode(int bits) {

  public static Mode of(String octal) {
    if (!octal.matches("0?[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "a mode is three or four octal digits in quotes, such as \"0644\"");
    }
    return new Mode(Integer.parseInt(octal, 8));
  }

  @Override
  public String toString() {
    return "%04o".formatted(bits);
  }
}
