package runbook.module.param;

/** The permission bits of a file, written in YAML as a quoted octal number: {@code "0644"}. */
public record FileMode(int bits) {

  public static FileMode of(String octal) {
    if (!octal.matches("0?[0-7]{3,4}")) {
      throw new IllegalArgumentException(
          "a mode is three or four octal digits in quotes, such as \"0644\"");
    }
    return new FileMode(Integer.parseInt(octal, 8));
  }

  @Override
  public String toString() {
    return "%04o".formatted(bits);
  }
}
