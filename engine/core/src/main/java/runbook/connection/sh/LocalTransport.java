package runbook.connection.sh;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;

/** Starts programs on this machine, each in its own session if possible. */
public final class LocalTransport implements Transport {

  private static final List<String> SHELL =
      Pattern.compile(File.pathSeparator)
              .splitAsStream(System.getenv().getOrDefault("PATH", "/usr/bin:/bin"))
              .anyMatch(folder -> new File(folder, "setsid").canExecute())
          ? List.of("setsid", "sh", "-c")
          : List.of("sh", "-c");

  @Override
  public RunningProgram start(String command, OutputStream errors) throws IOException {
    var process = new ProcessBuilder(words(command)).start();
    Thread.ofVirtual().name("errors of " + process.pid()).start(() -> drain(process, errors));
    return new LocalProgram(process);
  }

  private static List<String> words(String command) {
    return Stream.concat(SHELL.stream(), Stream.of(command)).toList();
  }

  private static void drain(Process process, OutputStream errors) {
    try (var in = process.getErrorStream();
        errors) {
      in.transferTo(errors);
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** This machine reaches its ports directly. */
  @Override
  public Optional<Tunnel> tunnel(String address, int port) {
    return Optional.of(new Direct(new InetSocketAddress(address, port)));
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tried =
          threads.invokeAll(
              ports.stream().<Callable<PortReply>>map(port -> () -> knock(port, within)).toList());
      return Optional.of(tried.stream().map(Future::resultNow).toList());
    }
  }

  private static PortReply knock(InetSocketAddress port, Duration within) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(port.getHostString(), port.getPort()), (int) within.toMillis());
      return PortReply.OPEN;
    } catch (UnknownHostException e) {
      return new PortReply(false, "unknown host");
    } catch (IOException e) {
      return new PortReply(false, String.valueOf(e.getMessage()));
    }
  }

  private record Direct(InetSocketAddress entrance) implements Tunnel {

    @Override
    public void close() {
      // Nothing was opened.
    }
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}

  private record LocalProgram(Process process) implements RunningProgram {

    @Override
    public OutputStream input() {
      return process.getOutputStream();
    }

    @Override
    public InputStream output() {
      return process.getInputStream();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
