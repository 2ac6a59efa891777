package runbook.modules.remedy;

import java.util.List;

/** What apt and dpkg say when they cannot install. */
final class PackageMessages {

  static final List<Remedy> ROWS =
      List.of(
          new Remedy(
              "dpkg was interrupted",
              "an installation was cut short before: 'dpkg --configure -a' on the host finishes"
                  + " it"),
          new Remedy(
              "Unable to locate package",
              "the host's lists do not have it: add 'update_cache: true', or see if the name is"
                  + " right"),
          new Remedy(
              "has no installation candidate",
              "the host's lists know the name and no package of it: add 'update_cache: true', or"
                  + " see which archives /etc/apt names"),
          new Remedy(
              "was not found",
              "no list has this version: 'apt-cache policy' on the host shows those there are"),
          new Remedy(
              "Could not get lock",
              "another process installs packages and has not come to an end within five minutes"),
          new Remedy(
              "Temporary failure resolving",
              "the host cannot find its archive by name: see its DNS, or name another archive in"
                  + " /etc/apt"),
          new Remedy(
              "404  Not Found", "the lists are older than the archive: add 'update_cache: true'"),
          new Remedy(
              "Hash Sum mismatch",
              "the lists are not those of the archive: add 'update_cache: true'"),
          new Remedy(
              "Failed to fetch",
              "the host cannot reach its archive: see its network, or name another in /etc/apt"),
          new Remedy(
              "have unmet dependencies",
              "packages it needs cannot be had or are held: 'apt-mark showhold' shows the latter"),
          new Remedy(
              "enough free space in",
              "a disk of the host is full: 'df -h' on the host shows which"));

  private PackageMessages() {}
}
