package runbook.connection.sh;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import runbook.connection.Become;
import runbook.connection.Become.Method;
import runbook.connection.Denied;
import runbook.connection.Nonce;

/**
 * How to get a shell as a user: the command line, and the talk with sudo or su before it.
 *
 * @param sh the shell's command
 * @param root whether it is root who logged in
 */
record Login(String host, String sh, Optional<Become> become, boolean root) {

  /** Names that mean the same to every login shell, none of which looks like an option. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@][A-Za-z0-9_.@-]*");

  /** A program that will read sh from its input, unless it ends at once. */
  record Door(Program program, Incoming from, Heard heard) {}

  Door open(Transport transport) throws Denied, IOException, InterruptedException {
    if (become.isEmpty()) {
      return start(transport, "exec " + sh);
    }
    var user = become.get().user();
    if (!NAME.matcher(user).matches()) {
      throw new Denied(host + ": '" + user + "' cannot be a user's name", "correct become_user");
    }
    if (become.get().method() == Method.SU) {
      return root
          ? start(transport, "exec su -s /bin/sh -c 'exec %s' %s".formatted(sh, user))
          : talk(
              transport,
              "exec su -c 'echo %2$s; exec %1$s' " + user,
              text -> text.endsWith(":") || text.endsWith("\uff1a"));
    }
    if (become.get().password().isEmpty()) {
      return start(transport, "exec sudo -n -H -u " + user + " " + sh);
    }
    var prompt = Nonce.fresh();
    return talk(
        transport,
        "exec sudo -S -H -p " + prompt + " -u " + user + " sh -c 'echo %2$s; exec %1$s'",
        text -> text.endsWith(prompt));
  }

  private Door start(Transport transport, String command) throws IOException, InterruptedException {
    var heard = new Heard();
    var program = transport.start(command, heard);
    return new Door(program, new Incoming(program.output()), heard);
  }

  /** Sends nothing to a program that may still ask for a password, but the password. */
  private Door talk(Transport transport, String command, Predicate<String> asks)
      throws Denied, IOException, InterruptedException {
    var ready = Nonce.fresh();
    var door = start(transport, command.formatted(sh, ready));
    var asked = new Asked(door.program().input(), asks, become.get().password());
    door.heard().listen(asked);
    try {
      door.from().skipPast(ready);
    } catch (IOException e) {
      try {
        if (transport.isOpen()) {
          throw denied(door.heard(), asked);
        }
        throw e;
      } finally {
        door.program().close();
      }
    }
    door.heard().listen(_ -> {});
    return door;
  }

  private Denied denied(Heard heard, Asked asked) throws InterruptedException {
    return asked.inVain()
        ? denied("it wants a password", "give become_password, or spare this user the password")
        : asked.twice()
            ? denied("the password was refused", "correct become_password")
            : denied(heard);
  }

  /** What the user is told when there is no shell behind the door. */
  Denied denied(Heard heard) throws InterruptedException {
    var said = heard.lines();
    // The first complaint is the reason, what follows are its consequences.
    var reason =
        said.stream()
            .filter(
                line -> line.matches("(sudo|su): .*") && !line.contains("unable to resolve host"))
            .findFirst()
            .orElse(said.isEmpty() ? "it said nothing and ended" : said.getLast());
    return denied(
        reason.replaceFirst("^(sudo|su): ", ""),
        become.get().password().isPresent()
            ? "correct become_user, become_password or the host's sudoers"
            : "give become_password, or allow it without one in the host's sudoers");
  }

  private Denied denied(String reason, String hint) {
    var by = become.get().method().name().toLowerCase(Locale.ROOT);
    return new Denied(
        "%s: cannot become %s by %s: %s".formatted(host, become.get().user(), by, reason), hint);
  }
}
