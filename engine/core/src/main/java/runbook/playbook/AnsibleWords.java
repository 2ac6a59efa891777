package runbook.playbook;

import java.util.Map;
import java.util.Optional;

/** Keywords and modules of Ansible that runbook does not support, with replacements. */
final class AnsibleWords {

  private static final String NOT_YET = "is not supported yet";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("action", "write the module's name as the key"),
          Map.entry("always", "write its tasks after the block"),
          Map.entry("any_errors_fatal", "write a barrier: it ends the play if a host is missing"),
          Map.entry("args", "write the parameters below the module's name"),
          Map.entry("apply", "write it next to the include: it applies to everything in it"),
          Map.entry("apt", "run apt-get with command, and set changed_when"),
          Map.entry("async", "set the task's timeout"),
          Map.entry("check_mode", "run with --check"),
          Map.entry("collections", "modules have plain names, such as copy"),
          Map.entry("connection", "set 'connection' for the host in the inventory"),
          Map.entry("environment", "pass it to the module: command has 'environment'"),
          Map.entry("force_handlers", "leave it out"),
          Map.entry("forks", "use --forks on the command line"),
          Map.entry("gather_facts", "leave it out: each module looks up what it needs"),
          Map.entry("gather_subset", "leave it out"),
          Map.entry("include", "write include_tasks or import_playbook"),
          Map.entry("include_vars", "name the file under the play's vars_files"),
          Map.entry("listen", "notify the handler by its name"),
          Map.entry(
              "local_action", "write the module's name as the key, and delegate_to: localhost"),
          Map.entry("loop_control", "the item is always called 'item'"),
          Map.entry("max_fail_percentage", "write a barrier with a need, such as need: 75%"),
          Map.entry("meta", "handlers run at the end of the play"),
          Map.entry("module_defaults", "write the parameters at each task"),
          Map.entry("order", "hosts run at the same time"),
          Map.entry("package", "run the package manager with command, and set changed_when"),
          Map.entry("pause", "write a barrier: it opens when the hosts have arrived"),
          Map.entry("ping", "run 'runbook ping'"),
          Map.entry("poll", "leave it out"),
          Map.entry("remote_user", "set 'user' for the host in the inventory"),
          Map.entry("rescue", "set ignore_errors on the task, and check its result"),
          Map.entry("serial", "put the tasks in a block with rolling: {max_unavailable: 1}"),
          Map.entry("service", "write systemd"),
          Map.entry("setup", "leave it out: each module looks up what it needs"),
          Map.entry("shell", "write command: sh -c '…'"),
          Map.entry("strategy", "hosts run independently between barriers"),
          Map.entry("sudo", "write become"),
          Map.entry("sudo_user", "write become_user"),
          Map.entry("throttle", "put the task in a block with rolling: {max_unavailable: 1}"),
          Map.entry("vars_prompt", "pass the variable on the command line with -e"));

  private AnsibleWords() {}

  /** Returns the replacement for a word of Ansible; empty for other words. */
  static Optional<String> instead(String word) {
    if (word.startsWith("with_")) {
      return Optional.of("write loop: with the list");
    }
    return Optional.ofNullable(WORDS.get(word));
  }

  static String message(String word) {
    return "'" + word + "' " + NOT_YET;
  }
}
