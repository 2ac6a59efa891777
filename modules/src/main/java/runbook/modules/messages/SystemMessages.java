package runbook.modules.messages;

import java.util.List;

/** Messages of systemd and the system for any service; causes come before effects. */
final class SystemMessages {

  static final List<KnownMessage> ROWS =
      List.of(
          new KnownMessage(
              "No space left on device",
              "a disk of the host is full or has no inodes left: 'df -h' and 'df -i' on the host"
                  + " show which"),
          new KnownMessage(
              "Disk quota exceeded",
              "the service's user may not use more of the disk: raise its quota, or make room"),
          new KnownMessage(
              "Read-only file system",
              "the service cannot write there: the disk is mounted read-only after an error, or"
                  + " the unit has ProtectSystem= without ReadWritePaths="),
          new KnownMessage(
              "address already in use",
              "another process has the port: 'ss -ltnp' on the host shows which; a package may"
                  + " have started its own service"),
          new KnownMessage(
              "cannot assign requested address",
              "the service should listen on an address that the host does not have: 'ip address'"
                  + " on the host shows its addresses"),
          new KnownMessage(
              "Changing to the requested working directory failed",
              "the directory in WorkingDirectory= must exist and be accessible to the unit's user"
                  + " before the start"),
          new KnownMessage(
              "200/CHDIR",
              "the directory in WorkingDirectory= must exist and be accessible to the unit's user"
                  + " before the start"),
          new KnownMessage(
              "217/USER", "the host does not know the user in User=: make it before the start"),
          new KnownMessage(
              "216/GROUP", "the host does not know the group in Group=: make it before the start"),
          new KnownMessage(
              "226/NAMESPACE",
              "a path in ReadWritePaths=, BindPaths= or similar does not exist, or the host does"
                  + " not allow namespaces"),
          new KnownMessage(
              "Failed to load environment files",
              "the file in EnvironmentFile= must exist before the start; a '-' before its path"
                  + " makes it optional"),
          new KnownMessage(
              "203/EXEC",
              "the program in ExecStart= does not exist, is not executable, is for another"
                  + " architecture, or is on a disk mounted with noexec"),
          new KnownMessage(
              "bad unit file setting",
              "the unit file has a mistake: 'systemd-analyze verify' shows where"),
          new KnownMessage(
              "cannot allocate memory",
              "the host or the unit does not have enough memory: check MemoryMax= and 'free -m'"),
          new KnownMessage(
              "oom-kill",
              "it was killed because memory ran out: give the host more memory or raise"
                  + " MemoryMax="),
          new KnownMessage(
              "too many open files", "raise LimitNOFILE= in the unit: 65536 is usual for servers"),
          new KnownMessage(
              "permission denied",
              "the unit's user has no permission for a file, a directory or a port below 1024:"
                  + " check the owner and mode of the path in the message"),
          new KnownMessage(
              "Dependency failed for",
              "a unit that this one needs does not start: 'systemctl list-dependencies --failed'"
                  + " on the host shows which"),
          new KnownMessage(
              "start operation timed out",
              "it did not report that it is ready within TimeoutStartSec=: if members wait for"
                  + " each other, start all with 'no_block: true' before you wait for one"),
          new KnownMessage(
              "result 'protocol'",
              "a unit with Type=notify must report that it is ready, but its process ended without"
                  + " doing so: check that ExecStart= runs the right program directly"),
          new KnownMessage(
              "start request repeated too quickly",
              "it failed so often that systemd has stopped trying: its first messages say why"));

  private SystemMessages() {}
}
