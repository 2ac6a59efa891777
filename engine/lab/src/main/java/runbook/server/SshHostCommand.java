package runbook.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Runs a command line sent to an {@link EmbeddedSshHost} with this machine's sh. */
final class SshHostCommand implements Command {

  private final String line;
  private final Path home;
  private final CommandGate gate;
  private InputStream input;
  private OutputStream output;
  private OutputStream errors;
  private ExitCallback exit;
  private Process process;

  SshHostCommand(String line, Path home, CommandGate gate) {
    this.line = line;
    this.home = home;
    this.gate = gate;
  }

  @Override
  public void setInputStream(InputStream in) {
    input = in;
  }

  @Override
  public void setOutputStream(OutputStream out) {
    output = out;
  }

  @Override
  public void setErrorStream(OutputStream err) {
    errors = err;
  }

  @Override
  public void setExitCallback(ExitCallback callback) {
    exit = callback;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    if (!gate.admits(channel.getSession())) {
      return;
    }
    var builder = new ProcessBuilder("setsid", "sh", "-c", line).directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    process = builder.start();
    var in = gate.input(input, channel.getSession());
    Thread.ofVirtual().start(() -> pump(in, process.getOutputStream(), true));
    var err = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), errors, false));
    Thread.ofVirtual()
        .start(() -> {
          pump(process.getInputStream(), output, false);
          end(err);
        });
  }

  /** Sends the exit status after all output, as sshd does. */
  private void end(Thread err) {
    try {
      err.join();
      exit.onExit(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(InputStream from, OutputStream to, boolean closes) {
    try (var in = from) {
      var bytes = new byte[32 * 1024];
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        to.write(bytes, 0, n);
        to.flush();
      }
      if (closes) {
        to.close();
      }
    } catch (IOException e) {
      closeAfter(e, to);
    }
  }

  /** Closes the other side when one side is gone, so that it notices. */
  private static void closeAfter(IOException cause, OutputStream to) {
    try {
      to.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Closes the input when the client is gone. As with sshd, the command notices nothing else. */
  @Override
  public void destroy(ChannelSession channel) throws IOException {
    input.close();
  }
}
