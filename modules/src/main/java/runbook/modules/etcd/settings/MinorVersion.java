package runbook.modules.etcd.settings;

import java.util.Comparator;

/** A minor version such as 3.5; the options of a program do not change within it. */
record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {

  static MinorVersion of(String text) {
    if (!text.matches("v?[0-9]{1,4}\\.[0-9]{1,4}(\\..*)?")) {
      throw new IllegalArgumentException("'" + text + "' is not a version such as 3.5.16");
    }
    var parts = text.replaceFirst("^v", "").split("\\.", -1);
    return new MinorVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  boolean isBefore(MinorVersion other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(MinorVersion other) {
    return Comparator.comparingInt(MinorVersion::major)
        .thenComparingInt(MinorVersion::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
