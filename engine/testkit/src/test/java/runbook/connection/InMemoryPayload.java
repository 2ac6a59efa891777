package runbook.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;

/** Payloads in memory. */
public final class InMemoryPayload {

  private InMemoryPayload() {}

  public static Payload of(byte[] bytes) {
    return new Payload(bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  public static Payload of(String text) {
    return of(text.getBytes(UTF_8));
  }
}
