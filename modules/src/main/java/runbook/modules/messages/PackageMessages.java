package runbook.modules.messages;

import java.util.List;

/** Error messages of apt and dpkg. */
final class PackageMessages {

  static final List<KnownMessage> ROWS =
      List.of(
          new KnownMessage(
              "dpkg was interrupted",
              "an earlier installation was interrupted: 'dpkg --configure -a' on the host finishes"
                  + " it"),
          new KnownMessage(
              "Unable to locate package",
              "the host's lists do not have it: add 'update_cache: true', or check the name"),
          new KnownMessage(
              "has no installation candidate",
              "the host's lists know the name but no package for it: add 'update_cache: true', or"
                  + " check which archives /etc/apt names"),
          new KnownMessage(
              "was not found",
              "no list has this version: 'apt-cache policy' on the host shows the available ones"),
          new KnownMessage(
              "Could not get lock",
              "another process is installing packages and has not finished within five minutes"),
          new KnownMessage(
              "Temporary failure resolving",
              "the host cannot resolve the name of its archive: check its DNS, or name another"
                  + " archive in /etc/apt"),
          new KnownMessage(
              "404  Not Found", "the lists are older than the archive: add 'update_cache: true'"),
          new KnownMessage(
              "Hash Sum mismatch", "the lists do not match the archive: add 'update_cache: true'"),
          new KnownMessage(
              "Failed to fetch",
              "the host cannot reach its package archive: check its network, or set another archive"
                  + " in /etc/apt"),
          new KnownMessage(
              "have unmet dependencies",
              "packages it needs are not available or are held: 'apt-mark showhold' shows held"
                  + " packages"),
          new KnownMessage(
              "enough free space in",
              "a disk on the host is full: run 'df -h' there to see which"));

  private PackageMessages() {}
}
