package runbook.modules.user;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import runbook.module.Script;
import runbook.modules.user.Account.Entry;

/** The commands that make, change and remove a user, of whatever kind the host has them. */
record AccountChanges(String name, AccountFact.Way way) {

  Script between(Account from, Account to) {
    if (to.entry().isEmpty()) {
      return removal();
    }
    return from.entry()
        .map(old -> change(old, to.entry().get()))
        .orElseGet(() -> making(to.entry().get()));
  }

  /** A user's own group has the same name; it can be there already. */
  private Script making(Entry entry) {
    boolean own = entry.group().equals(name);
    var add = new ArrayList<>(List.of("useradd"));
    var small = new ArrayList<>(List.of("adduser", "-D"));
    if (way.system()) {
      add.add("-r");
      small.add("-S");
    }
    add.add(way.home() ? "-m" : "-M");
    if (!way.home()) {
      small.add("-H");
    }
    option(add, small, "-u", entry.uid());
    add.addAll(List.of("-d", entry.home()));
    small.addAll(List.of("-h", entry.home()));
    option(add, small, "-s", entry.shell());
    if (!entry.comment().isEmpty()) {
      add.addAll(List.of("-c", entry.comment()));
      small.addAll(List.of("-g", entry.comment()));
    }
    if (!entry.groups().isEmpty()) {
      add.addAll(List.of("-G", String.join(",", entry.groups())));
    }
    small.addAll(List.of("-G", entry.group(), name));
    return script(
        """
        n=%s g=%s
        if command -v useradd >/dev/null 2>&1; then
        %s
        elif command -v adduser >/dev/null 2>&1; then
        %s
        else
          echo "there is neither useradd nor adduser on this host" >&2
          exit 1
        fi\
        """
            .formatted(
                Script.quote(name),
                Script.quote(entry.group()),
                own
                    ? "  if grep -q \"^$g:\" /etc/group; then set -- -g \"$g\"; else set -- -U;"
                        + " fi\n"
                        + "  "
                        + words(add)
                        + " \"$@\" -- \"$n\""
                    : "  " + words(add) + " -g \"$g\" -- \"$n\"",
                (own
                        ? "  grep -q \"^$g:\" /etc/group || addgroup "
                            + (way.system() ? "-S " : "")
                            + "\"$g\" || exit\n"
                        : "")
                    + "  "
                    + words(small)
                    + members(entry.groups(), "addgroup")));
  }

  private Script change(Entry from, Entry to) {
    var mod = new ArrayList<>(List.of("usermod"));
    if (!from.uid().equals(to.uid())) {
      mod.addAll(List.of("-u", to.uid()));
    }
    if (!from.group().equals(to.group())) {
      mod.addAll(List.of("-g", to.group()));
    }
    if (!from.groups().equals(to.groups())) {
      mod.addAll(List.of("-G", String.join(",", to.groups())));
    }
    if (!from.home().equals(to.home())) {
      mod.addAll(List.of("-d", to.home()));
    }
    if (!from.shell().equals(to.shell())) {
      mod.addAll(List.of("-s", to.shell()));
    }
    if (!from.comment().equals(to.comment())) {
      mod.addAll(List.of("-c", to.comment()));
    }
    mod.addAll(List.of("--", name));
    var onlyGroups = from.equals(to.groups(from.groups()));
    var gained = new TreeSet<>(to.groups());
    gained.removeAll(from.groups());
    var lost = new TreeSet<>(from.groups());
    lost.removeAll(to.groups());
    return script(
        """
        n=%s
        if command -v usermod >/dev/null 2>&1; then
          %s
        else
          %s
        fi\
        """
            .formatted(
                Script.quote(name),
                words(mod),
                onlyGroups
                    ? ":" + members(gained, "addgroup") + members(lost, "delgroup")
                    : "echo \"there is no usermod on this host\" >&2; exit 1"));
  }

  private Script removal() {
    return script(
        """
        n=%s
        if command -v userdel >/dev/null 2>&1; then
          userdel %s -- "$n" 2>&1 | { grep -v 'mail spool' >&2 || :; }
          if grep -q "^$n:" /etc/passwd; then exit 1; fi
        else
          deluser %s "$n"
        fi\
        """
            .formatted(
                Script.quote(name), way.home() ? "-r" : "", way.home() ? "--remove-home" : ""));
  }

  private static Script script(String text) {
    return new Script(text);
  }

  private static void option(List<String> add, List<String> small, String option, String value) {
    if (!value.isEmpty()) {
      add.addAll(List.of(option, value));
      small.addAll(List.of(option, value));
    }
  }

  private static String members(SortedSet<String> groups, String command) {
    return groups.stream()
        .map(group -> " && " + command + " \"$n\" " + Script.quote(group))
        .collect(Collectors.joining());
  }

  private static String words(List<String> words) {
    return words.stream()
        .map(word -> word.matches("[a-z-]+|-[A-Z]") ? word : Script.quote(word))
        .collect(Collectors.joining(" "));
  }
}
