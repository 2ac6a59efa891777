package runbook.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The standard output, which remembers the first error that a writer would swallow. */
final class StandardOutput extends FilterOutputStream {

  private volatile Optional<String> problem = Optional.empty();

  StandardOutput(OutputStream out) {
    super(out);
  }

  static StandardOutput ofProcess() {
    return new StandardOutput(new FileOutputStream(FileDescriptor.out));
  }

  PrintWriter writer() {
    return new ProcessWriter(this);
  }

  /** Reports whether a writer prints to the standard output of this process. */
  static boolean isOfProcess(PrintWriter writer) {
    return writer instanceof ProcessWriter;
  }

  private static final class ProcessWriter extends PrintWriter {

    ProcessWriter(OutputStream out) {
      super(out, true, StandardCharsets.UTF_8);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      problem = problem.or(() -> Optional.of(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Returns the exit status of the program; says so if something could not be printed. */
  int exitStatus(int status, PrintWriter err) {
    if (problem.isEmpty()) {
      return status;
    }
    err.println("runbook: not all output could be written: " + problem.get());
    return status == ExitCode.DONE || status == ExitCode.CHANGED ? ExitCode.UNAVAILABLE : status;
  }
}
