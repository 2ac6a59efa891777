package runbook.connection.sh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.connection.Payload;
import runbook.connection.Request;
import runbook.connection.RequestPart;

/**
 * Parts that are sent to a shell in one write.
 *
 * @param bulk whether the first part's content follows on the shell's own input; such a batch needs
 *     its own shell, which ends with it
 * @param compressed the content that follows, if it is compressed
 */
record ShellBatch(List<RequestPart> parts, boolean bulk, Optional<Payload.Source> compressed) {

  ShellBatch(List<RequestPart> parts, boolean bulk) {
    this(parts, bulk, Optional.empty());
  }

  /**
   * The limit for inline content: bash reads its script byte by byte, so another channel is faster
   * for more.
   */
  private static final int INLINE = 32 * 1024;

  /** Splits a request before each content that cannot be sent inline. */
  static List<ShellBatch> of(Request request) {
    var batches = new ArrayList<ShellBatch>();
    var parts = new ArrayList<RequestPart>();
    boolean bulk = false;
    for (var requestPart : request.parts()) {
      if (requestPart instanceof RequestPart.UploadPart uploadPart
          && !goesAlong(uploadPart.content())) {
        if (!parts.isEmpty()) {
          batches.add(new ShellBatch(List.copyOf(parts), bulk));
          parts.clear();
        }
        bulk = true;
      }
      parts.add(requestPart);
    }
    if (!parts.isEmpty()) {
      batches.add(new ShellBatch(List.copyOf(parts), bulk));
    }
    return batches;
  }

  private static boolean goesAlong(Payload content) {
    if (content.size() > INLINE) {
      return false;
    }
    for (byte b : content.bytes()) {
      // Allows only text. Shells differ in how they treat other bytes in their input.
      if ((b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') || b == 127) {
        return false;
      }
    }
    return true;
  }

  private Payload content() {
    return ((RequestPart.UploadPart) parts.getFirst()).content();
  }

  /** Returns this batch with compressed content, if that costs less. */
  ShellBatch compress() {
    return bulk ? new ShellBatch(parts, true, content().compressed().get()) : this;
  }

  /** Returns the bytes that follow on the shell's input. */
  Payload.Source uploaded() {
    return compressed.orElseGet(() -> content().source());
  }

  /** Returns one compound command, so that nothing runs until all of it has arrived. */
  byte[] text() {
    return new BatchText(this).bytes();
  }
}
