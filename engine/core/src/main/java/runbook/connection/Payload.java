package runbook.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bytes to send to a host, opened on sending.
 *
 * @param compressed the bytes compressed with gzip, for a host far away; empty if that is not worth
 *     it. Called only if the host can unpack them
 */
public record Payload(long size, Source source, Supplier<Optional<Source>> compressed) {

  public Payload(long size, Source source) {
    this(size, source, Optional::empty);
  }

  /** Returns all bytes. */
  public byte[] bytes() {
    try (var in = source.open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source of the bytes. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }
}
