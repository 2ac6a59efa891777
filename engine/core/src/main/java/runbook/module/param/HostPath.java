package runbook.module.param;

/** An absolute path on a host in normal form: no double slash, no dot, no trailing slash. */
public record HostPath(String path) {

  public HostPath {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path on a host begins with '/'");
    }
    if (path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path cannot hold a NUL");
    }
    path = plain(path);
  }

  /** Returns the parent folder; the root is its own parent. */
  public HostPath parent() {
    int slash = path.lastIndexOf('/');
    return new HostPath(slash <= 0 ? "/" : path.substring(0, slash));
  }

  /** Returns the last name of the path; empty for the root. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public HostPath child(String name) {
    return new HostPath(path + "/" + name);
  }

  public boolean isBelow(HostPath other) {
    int length = other.path.length();
    return path.length() > length
        && path.startsWith(other.path)
        && (length == 1 || path.charAt(length) == '/');
  }

  /** Keeps "..", whose meaning depends on the links of the host. */
  private static String plain(String path) {
    var plain = new StringBuilder();
    for (var part : path.split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".")) {
        plain.append('/').append(part);
      }
    }
    return plain.isEmpty() ? "/" : plain.toString();
  }

  @Override
  public String toString() {
    return path;
  }
}
