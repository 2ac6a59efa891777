package runbook.connection.sh;

import java.io.InputStream;
import java.io.OutputStream;

/** A program that runs on a host. */
public interface RunningProgram extends AutoCloseable {

  /** Its standard input. */
  OutputStream input();

  /** Its standard output; at its end when the program or the way to it is gone. */
  InputStream output();

  /** Lets go of the program: its input ends, and what it still prints is not read. */
  @Override
  void close();
}
