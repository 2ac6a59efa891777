package runbook.modules.etcd.settings;

import java.util.Comparator;

/** A minor version such as 3.5; the options of a program do not change within it. */
public record MinorVersion(int major, int minor) implements Comparable<MinorVersion> {

  public static MinorVersion of(String text) {
    if (!text.matches("v?[0-9]{1,4}\\.[0-9]{1,4}(\\..*)?")) {
      throw new IllegalArgumentException("'" + text + "' is not a version such as 3.5.16");
    }
    var parts = text.replaceFirst("^v", "").split("\\.", -1);
    return new MinorVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  public boolean isBefore(MinorVersion other) {
    return compareTo(other) < 0;
  }

  /** Returns whether no other minor version is between them. */
  public boolean isNextAfter(MinorVersion other) {
    return equals(other.next());
  }

  public MinorVersion next() {
    return new MinorVersion(major, minor + 1);
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
