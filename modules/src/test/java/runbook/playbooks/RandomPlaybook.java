package runbook.playbooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random playbook of conflicting tasks: they create and remove files, directories and links at a
 * few paths below {@code root}.
 */
final class RandomPlaybook {

  private static final List<String> PATHS =
      List.of("a", "a/b", "a/b/c", "a/f", "d", "d/f", "l", "l/f", "l/b");
  private static final List<String> TARGETS = List.of("a", "a/b", "d", "nowhere", "l", "a/f");
  private static final List<String> MODES = List.of("0600", "0644", "0700", "0755");
  private static final List<String> TEXTS = List.of("one\\n", "two\\n", "");

  private final Random dice;
  private final boolean commands;
  private final List<String> looks = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private RandomPlaybook(long seed, boolean commands) {
    this.dice = new Random(seed);
    this.commands = commands;
  }

  /**
   * Returns the same playbook for the same seed.
   *
   * @param commands whether to include commands, whose effects are unpredictable
   */
  static String of(long seed, int tasks, boolean commands) {
    var playbook = new RandomPlaybook(seed, commands);
    playbook.text.append("- hosts: etcd1\n  tasks:\n");
    for (int i = 1; i <= tasks; i++) {
      playbook.task(i);
    }
    return playbook.text.toString();
  }

  private void task(int number) {
    line("    - name: step " + number);
    switch (dice.nextInt(commands ? 13 : 11)) {
      case 0, 1, 2 -> file("state: directory", mode());
      case 3 -> file("state: touch", mode());
      case 4, 5 -> file("state: absent", "");
      case 6 -> file("state: link, src: " + target(), "");
      case 7 -> file(dice.nextBoolean() ? "state: file" : "mode: \"" + one(MODES) + "\"", "");
      case 8, 9 ->
          line("      copy: {dest: %s, content: \"%s\"%s}".formatted(path(), one(TEXTS), mode()));
      case 10 -> {
        line("      stat: {path: %s}".formatted(path()));
        line("      register: look%d".formatted(number));
        looks.add("look" + number);
        return;
      }
      case 11 -> {
        var path = path();
        line("      command: {argv: [mkdir, %s], creates: %s}".formatted(path, path));
      }
      default -> {
        var path = path();
        line("      command: {argv: [rm, -r, %s], removes: %s}".formatted(path, path));
      }
    }
    settings();
  }

  private void settings() {
    if (!looks.isEmpty() && dice.nextInt(4) == 0) {
      line("      when: \"%s%s.stat.exists\"".formatted(dice.nextBoolean() ? "!" : "", one(looks)));
    }
    if (dice.nextInt(4) != 0) {
      line("      ignore_errors: true");
    }
  }

  private void file(String what, String mode) {
    line("      file: {path: %s, %s%s}".formatted(path(), what, mode));
  }

  private String path() {
    return "\"{{ root }}/" + one(PATHS) + "\"";
  }

  private String target() {
    return dice.nextBoolean() ? one(TARGETS) : "\"{{ root }}/" + one(TARGETS) + "\"";
  }

  private String mode() {
    return dice.nextBoolean() ? ", mode: \"" + one(MODES) + "\"" : "";
  }

  private String one(List<String> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
