package runbook.connection;

import java.io.IOException;
import java.io.InputStream;

/** Bytes for a host, opened when they are sent. */
public record Payload(long size, Source source) {

  /** Where they come from. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }
}
