package runbook.modules;

import java.util.regex.Pattern;

/** Hides parts that differ between plays of the same task: times and keys. */
final class RepeatedText {

  private static final Pattern TIME = Pattern.compile("\\d{8}T\\d{6}Z");
  private static final Pattern CERTIFICATE =
      Pattern.compile("(serial|not_before|not_after|fingerprint)=[^,}]+");

  private RepeatedText() {}

  static String of(Object any) {
    var timeless = TIME.matcher(any.toString()).replaceAll("TIME");
    return CERTIFICATE.matcher(timeless).replaceAll("$1=…");
  }
}
