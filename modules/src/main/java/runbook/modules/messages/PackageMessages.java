package runbook.modules.messages;

import java.util.List;

/** What apt and dpkg say when they cannot install. */
final class PackageMessages {

  static final List<KnownMessage> ROWS =
      List.of(
          new KnownMessage(
              "dpkg was interrupted",
              "an installation was cut short before: 'dpkg --configure -a' on the host finishes"
                  + " it"),
          new KnownMessage(
              "Unable to locate package",
              "the host's lists do not have it: add 'update_cache: true', or see if the name is"
                  + " right"),
          new KnownMessage(
              "has no installation candidate",
              "the host's lists know the name and no package of it: add 'update_cache: true', or"
                  + " see which archives /etc/apt names"),
          new KnownMessage(
              "was not found",
              "no list has this version: 'apt-cache policy' on the host shows those there are"),
          new KnownMessage(
              "Could not get lock",
              "another process installs packages and has not come to an end within five minutes"),
          new KnownMessage(
              "Temporary failure resolving",
              "the host cannot find its archive by name: see its DNS, or name another archive in"
                  + " /etc/apt"),
          new KnownMessage(
              "404  Not Found", "the lists are older than the archive: add 'update_cache: true'"),
          new KnownMessage(
              "Hash Sum mismatch",
              "the lists are not those of the archive: add 'update_cache: true'"),
          new KnownMessage(
              "Failed to fetch",
              "the host cannot reach its archive: see its network, or name another in /etc/apt"),
          new KnownMessage(
              "have unmet dependencies",
              "packages it needs cannot be had or are held: 'apt-mark showhold' shows the latter"),
          new KnownMessage(
              "enough free space in",
              "a disk of the host is full: 'df -h' on the host shows which"));

  private PackageMessages() {}
}
