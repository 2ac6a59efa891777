package runbook.modules.messages;

import java.util.List;

/** What systemd and the system say, whatever the service is; causes stand before effects. */
final class SystemMessages {

  static final List<KnownMessage> ROWS =
      List.of(
          new KnownMessage(
              "No space left on device",
              "a disk of the host is full, or has no inodes left: 'df -h' and 'df -i' on the host"
                  + " show which"),
          new KnownMessage(
              "Disk quota exceeded",
              "the service's user may not use more of the disk: raise its quota, or make room"),
          new KnownMessage(
              "Read-only file system",
              "the service writes where it may not: a disk that is mounted read-only after an"
                  + " error, or ProtectSystem= without ReadWritePaths= in the unit"),
          new KnownMessage(
              "address already in use",
              "another process has the port: 'ss -ltnp' on the host shows which; a package may"
                  + " have started one of its own"),
          new KnownMessage(
              "cannot assign requested address",
              "the service is to listen at an address that the host does not have: 'ip address'"
                  + " on the host shows those it has"),
          new KnownMessage(
              "Changing to the requested working directory failed",
              "the directory in WorkingDirectory= must be there, and be open to the unit's user,"
                  + " before the start"),
          new KnownMessage(
              "200/CHDIR",
              "the directory in WorkingDirectory= must be there, and be open to the unit's user,"
                  + " before the start"),
          new KnownMessage(
              "217/USER", "the user in User= is not known to the host: make it before the start"),
          new KnownMessage(
              "216/GROUP",
              "the group in Group= is not known to the host: make it before the start"),
          new KnownMessage(
              "226/NAMESPACE",
              "a path in ReadWritePaths=, BindPaths= or the like is not there, or the host does"
                  + " not allow namespaces"),
          new KnownMessage(
              "Failed to load environment files",
              "the file in EnvironmentFile= must be there before the start; a '-' before its path"
                  + " makes it optional"),
          new KnownMessage(
              "203/EXEC",
              "the program in ExecStart= is not there, is not executable, is for another"
                  + " architecture, or lies on a disk mounted with noexec"),
          new KnownMessage(
              "bad unit file setting",
              "the unit file has a mistake: 'systemd-analyze verify' on it says where"),
          new KnownMessage(
              "cannot allocate memory",
              "the host or the unit has not enough memory: see MemoryMax= and 'free -m'"),
          new KnownMessage(
              "oom-kill",
              "it was killed for want of memory: give the host or MemoryMax= more of it"),
          new KnownMessage(
              "too many open files", "raise LimitNOFILE= in the unit: 65536 is usual for servers"),
          new KnownMessage(
              "permission denied",
              "the unit's user may not use a file, a directory or a port below 1024: see the owner"
                  + " and the mode of what the message names"),
          new KnownMessage(
              "Dependency failed for",
              "a unit that this one needs does not start: 'systemctl list-dependencies --failed'"
                  + " on the host shows which"),
          new KnownMessage(
              "start operation timed out",
              "it did not say that it is ready before TimeoutStartSec= was over: where members wait"
                  + " for each other, start all with 'no_block: true' before you wait for one"),
          new KnownMessage(
              "result 'protocol'",
              "a unit with Type=notify must say that it is ready, and its process ended or left"
                  + " without that: is it the right program, run by ExecStart= itself"),
          new KnownMessage(
              "start request repeated too quickly",
              "it failed so often that systemd does not try any more: the first of its messages"
                  + " say why"));

  private SystemMessages() {}
}
