package runbook.connection.sh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.BecomeUser.Method;
import runbook.connection.RandomToken;

/**
 * Starts a shell as a user: the command line, and the dialog with sudo or su before it.
 *
 * @param sh the shell command
 * @param root whether the login user is root
 */
record ShellLogin(String host, String sh, Optional<BecomeUser> become, boolean root) {

  /** User names that every login shell reads the same way and that do not look like an option. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@][A-Za-z0-9_.@-]*");

  /** A process that reads sh from its input, unless it exits at once. */
  record ShellProcess(
      RunningProgram runningProgram,
      FirstOutput firstOutput,
      ShellOutputReader from,
      ErrorOutput errorOutput) {

    /** Returns why it is no shell, in its own words. */
    String lastWords() throws IOException, InterruptedException {
      var said = new ArrayList<>(errorOutput.lines());
      said.addAll(firstOutput.lines());
      return said.isEmpty() ? "it ended without a word" : String.join("; ", said);
    }
  }

  ShellProcess open(Transport transport) throws AccessDenied, IOException, InterruptedException {
    if (become.isEmpty()) {
      return start(transport, "exec " + sh);
    }
    var user = become.get().user();
    if (!NAME.matcher(user).matches()) {
      throw new AccessDenied(
          host + ": '" + user + "' is not a valid user name", "correct become_user");
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
    var prompt = RandomToken.fresh();
    return talk(
        transport,
        "exec sudo -S -H -p " + prompt + " -u " + user + " sh -c 'echo %2$s; exec %1$s'",
        text -> text.endsWith(prompt));
  }

  private ShellProcess start(Transport transport, String command)
      throws IOException, InterruptedException {
    var errorOutput = new ErrorOutput();
    var runningProgram = transport.start(command, errorOutput);
    var firstOutput = new FirstOutput(runningProgram.output());
    return new ShellProcess(
        runningProgram, firstOutput, new ShellOutputReader(firstOutput), errorOutput);
  }

  /** Sends only the password while the program may still prompt for one. */
  private ShellProcess talk(Transport transport, String command, Predicate<String> asks)
      throws AccessDenied, IOException, InterruptedException {
    var ready = RandomToken.fresh();
    var shellProcess = start(transport, command.formatted(sh, ready));
    var passwordResponder =
        new PasswordResponder(shellProcess.runningProgram().input(), asks, become.get().password());
    shellProcess.errorOutput().listen(passwordResponder);
    try {
      shellProcess.from().skipPast(ready);
    } catch (IOException e) {
      try {
        if (transport.isOpen()) {
          throw denied(shellProcess.errorOutput(), passwordResponder);
        }
        throw e;
      } finally {
        shellProcess.runningProgram().close();
      }
    }
    shellProcess.errorOutput().listen(_ -> {});
    return shellProcess;
  }

  private AccessDenied denied(ErrorOutput errorOutput, PasswordResponder passwordResponder)
      throws InterruptedException {
    return passwordResponder.wasRejected()
        ? denied("it wants a password", "give become_password, or allow it without one")
        : passwordResponder.twice()
            ? denied("the password was refused", "correct become_password")
            : denied(errorOutput);
  }

  /** Returns the error for a shell that did not start. */
  AccessDenied denied(ErrorOutput errorOutput) throws InterruptedException {
    var said = errorOutput.lines();
    // The first complaint is the cause of the others.
    var reason =
        said.stream()
            .filter(
                line -> line.matches("(sudo|su): .*") && !line.contains("unable to resolve host"))
            .findFirst()
            .orElse(said.isEmpty() ? "it exited without a message" : said.getLast());
    if (reason.contains("must have a tty")) {
      return denied(
          "its sudoers has requiretty",
          "add 'Defaults:USER !requiretty' to the host's sudoers, with the login user as USER");
    }
    return denied(
        reason.replaceFirst("^(sudo|su): ", ""),
        become.get().password().isPresent()
            ? "correct become_user, become_password or the host's sudoers"
            : "give become_password, or allow it without one in the host's sudoers");
  }

  private AccessDenied denied(String reason, String hint) {
    var by = become.get().method().name().toLowerCase(Locale.ROOT);
    return new AccessDenied(
        "%s: cannot become %s by %s: %s".formatted(host, become.get().user(), by, reason), hint);
  }
}
