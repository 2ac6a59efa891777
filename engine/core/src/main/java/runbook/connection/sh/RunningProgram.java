package runbook.connection.sh;

import java.io.InputStream;
import java.io.OutputStream;

/** A program that runs on a host. */
public interface RunningProgram extends AutoCloseable {

  /** Returns its standard input. */
  OutputStream input();

  /** Returns its standard output, which ends when the program or the connection ends. */
  InputStream output();

  /** Closes the program's input and ignores its further output. */
  @Override
  void close();
}
