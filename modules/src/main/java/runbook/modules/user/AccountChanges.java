package runbook.modules.user;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import runbook.module.Script;
import runbook.module.ShellFile;
import runbook.modules.user.AccountState.UserEntry;

/** The commands that make, change and remove a user, with the tools that the host has. */
record AccountChanges(String name, AccountFact.AccountOptions accountOptions) {

  private static final ShellFile SH = ShellFile.beside(AccountChanges.class, "change.sh");

  Script between(AccountState from, AccountState to) {
    if (to.entry().isEmpty()) {
      return SH.call("remove_user", name, yes(accountOptions.home()));
    }
    return from.entry()
        .map(old -> change(old, to.entry().get()))
        .orElseGet(() -> making(to.entry().get()));
  }

  private Script making(UserEntry userEntry) {
    return SH.call(
        "make_user",
        name,
        userEntry.group(),
        yes(accountOptions.system()),
        yes(accountOptions.home()),
        userEntry.uid(),
        userEntry.home(),
        userEntry.shell(),
        userEntry.comment(),
        String.join(",", userEntry.groups()));
  }

  private Script change(UserEntry from, UserEntry to) {
    var options = new ArrayList<String>();
    option(options, "-u", from.uid(), to.uid());
    option(options, "-g", from.group(), to.group());
    option(options, "-G", String.join(",", from.groups()), String.join(",", to.groups()));
    option(options, "-d", from.home(), to.home());
    option(options, "-s", from.shell(), to.shell());
    option(options, "-c", from.comment(), to.comment());
    boolean otherwise = !from.equals(to.groups(from.groups()));
    var gained = new TreeSet<>(to.groups());
    gained.removeAll(from.groups());
    var lost = new TreeSet<>(from.groups());
    lost.removeAll(to.groups());
    var words = Stream.of(name, yes(otherwise), String.join(",", gained), String.join(",", lost));
    return SH.call("change_user", Stream.concat(words, options.stream()).toArray());
  }

  private static void option(List<String> options, String option, String from, String to) {
    if (!from.equals(to)) {
      options.addAll(List.of(option, to));
    }
  }

  private static String yes(boolean is) {
    return is ? "yes" : "";
  }
}
