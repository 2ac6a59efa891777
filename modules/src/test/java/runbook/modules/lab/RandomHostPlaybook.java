package runbook.modules.lab;

import java.util.List;
import java.util.Random;

/**
 * Random tasks that need a whole host: accounts, files that belong to them, in their homes and
 * elsewhere, and units. Many of them contradict each other, or depend on an earlier one.
 */
final class RandomHostPlaybook {

  private static final List<String> USERS = List.of("ann", "ben");
  private static final List<String> GROUPS = List.of("crew", "ann");
  private static final List<String> HOMES = List.of("/home/ann", "/srv/ben");
  private static final List<String> FOLDERS =
      List.of("/home/ann", "/srv/ben", "/srv/app", "/srv/app/conf", "/home/ann/.ssh");
  private static final List<String> FILES =
      List.of(
          "/home/ann/.profile",
          "/home/ann/notes",
          "/srv/ben/.bashrc",
          "/srv/app/conf/main",
          "/srv/app/run",
          "/etc/random.conf");
  private static final List<String> MODES = List.of("0600", "0644", "0700", "0755");
  private static final String UNIT_FILE = "/etc/systemd/system/random1.service";

  private final Random dice;
  private final StringBuilder text = new StringBuilder();

  private RandomHostPlaybook(long seed) {
    this.dice = new Random(seed);
  }

  /** Returns the same tasks for the same seed. */
  static String of(long seed, int tasks) {
    var playbook = new RandomHostPlaybook(seed);
    for (int i = 1; i <= tasks; i++) {
      playbook.line("- name: step %d".formatted(i));
      playbook.line("  " + playbook.task());
      if (playbook.dice.nextInt(8) != 0) {
        playbook.line("  ignore_errors: true");
      }
    }
    return playbook.text.toString();
  }

  private String task() {
    return switch (dice.nextInt(16)) {
      case 0, 1 -> user();
      case 2 -> "user: {name: %s, state: absent, remove: %s}".formatted(one(USERS), coin());
      case 3 -> "group: {name: %s%s}".formatted(one(GROUPS), coin() ? ", state: absent" : "");
      case 4, 5 ->
          "file: {path: %s, state: directory%s%s}".formatted(one(FOLDERS), mode(), owner());
      case 6 ->
          "file: {path: %s, state: %s}"
              .formatted(coin() ? one(FOLDERS) : one(FILES), coin() ? "absent" : "touch");
      case 7, 8 ->
          "copy: {dest: %s, content: \"%s\"%s%s}"
              .formatted(one(FILES), one(List.of("one\\n", "two\\n")), mode(), owner());
      case 9 -> "template: {src: random.mustache, dest: %s%s}".formatted(one(FILES), owner());
      case 10, 11 ->
          "lineinfile: {path: %s, line: \"%s\", create: %s%s}"
              .formatted(
                  one(FILES), one(List.of("a=1", "b=2")), coin(), coin() ? ", state: absent" : "");
      case 12 ->
          "unarchive: {src: random.tgz, dest: %s%s}"
              .formatted(one(List.of("/srv/app", "/srv/ben", "/home/ann")), owner());
      case 13 -> unitFile();
      default -> unit();
    };
  }

  private String user() {
    int index = dice.nextInt(USERS.size());
    return "user: {name: %s, home: %s, create_home: %s%s}"
        .formatted(
            USERS.get(index),
            HOMES.get(index),
            dice.nextInt(4) != 0,
            dice.nextInt(3) == 0 ? ", groups: [crew]" : "");
  }

  private String unitFile() {
    return coin()
        ? "copy: {dest: %s, content: \"[Service]\\nExecStart=/bin/sleep %d\\n[Install]\\nWantedBy=multi-user.target\\n\"}"
            .formatted(UNIT_FILE, 1000 + dice.nextInt(2))
        : "file: {path: %s, state: absent}".formatted(UNIT_FILE);
  }

  private String unit() {
    return switch (dice.nextInt(4)) {
      case 0 -> "systemd: {name: random1, state: started, enabled: %s}".formatted(coin());
      case 1 -> "systemd: {name: random1, state: stopped}";
      case 2 -> "systemd: {name: random1, state: started, newer_than: [/etc/random.conf]}";
      default -> "systemd: {name: random1, enabled: %s}".formatted(coin());
    };
  }

  private String owner() {
    return switch (dice.nextInt(4)) {
      case 0 -> ", owner: " + one(USERS);
      case 1 -> ", group: " + one(GROUPS);
      default -> "";
    };
  }

  private String mode() {
    return coin() ? ", mode: \"" + one(MODES) + "\"" : "";
  }

  private boolean coin() {
    return dice.nextBoolean();
  }

  private String one(List<String> list) {
    return list.get(dice.nextInt(list.size()));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
