package runbook.connection;

import java.io.IOException;
import java.io.InputStream;

/** Bytes to send to a host, opened on sending. */
public record Payload(long size, Source source) {

  /** The source of the bytes. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }
}
