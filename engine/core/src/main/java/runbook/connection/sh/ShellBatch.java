package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    for (byte b : bytes(content)) {
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
    var text = new ByteArrayOutputStream();
    put(text, "{\nrb_go\nwhile :; do\n");
    var definitions = definitions();
    for (int i = 0; i < definitions.size(); i++) {
      put(text, "rb_f%d=%s\n".formatted(i, ScriptResource.quote(definitions.get(i))));
    }
    int number = 0;
    for (var requestPart : parts) {
      number++;
      boolean goOn = requestPart instanceof RequestPart.ScriptPart(_, boolean on, _) && on;
      switch (requestPart) {
        case RequestPart.ScriptPart(String script, _, boolean inSubshell) ->
            put(
                text,
                (inSubshell ? quoted(script) : "{ " + evaluated(script) + "\n}")
                    + "</dev/null "
                    + outputs(number)
                    + "\n");
        case RequestPart.UploadPart(String script, Payload content) -> {
          if (bulk && number == 1) {
            var unpack = compressed.isPresent() ? "gzip -dc | " : "";
            put(text, unpack + quoted(script) + outputs(number) + "\n");
          } else {
            putWithContent(text, script, content, number);
          }
        }
        case RequestPart.ExpectedPart expectedPart ->
            putExpected(text, definitions, expectedPart, number);
      }
      put(text, "rb_done " + number + " $?" + (goOn ? "\n" : " || break\n"));
      if (requestPart instanceof RequestPart.ExpectedPart(_, _, _, boolean mayStop) && mayStop) {
        put(text, "[ ! -f \"$rb_d/s$rb_k\" ] || break\n");
      }
    }
    put(text, "break\ndone\nrb_end " + number + "\n" + (bulk ? "exit\n" : "") + "}\n");
    return text.toByteArray();
  }

  private List<String> definitions() {
    return parts.stream()
        .filter(RequestPart.ExpectedPart.class::isInstance)
        .flatMap(part -> ((RequestPart.ExpectedPart) part).definitions().stream())
        .distinct()
        .toList();
  }

  /** The letter at the end keeps line breaks, which the shell would drop. */
  private static void putExpected(
      ByteArrayOutputStream text,
      List<String> definitions,
      RequestPart.ExpectedPart expectedPart,
      int number) {
    put(text, "rb_x=$({\n");
    for (var definition : expectedPart.definitions()) {
      put(text, "eval \"$rb_f%d\"\n".formatted(definitions.indexOf(definition)));
    }
    put(
        text,
        "%s\n} </dev/null 2>\"$rb_d/e$rb_k.%d\" 3>&-; printf x)\n"
            .formatted(evaluated(expectedPart.script()), number));
    put(
        text,
        "{ [ \"$rb_x\" = %s ] && rb_x=; } || { printf %%s \"${rb_x%%x}\" >\"$rb_d/o$rb_k.%d\"; false; }\n"
            .formatted(ScriptResource.quote(expectedPart.expected() + "x"), number));
  }

  private static void putWithContent(
      ByteArrayOutputStream text, String script, Payload content, int number) {
    put(text, "(rb_text='");
    for (byte b : bytes(content)) {
      if (b == '\'') {
        put(text, "'\\''");
      } else {
        text.write(b);
      }
    }
    put(text, "'\n" + feeding(script) + ")</dev/null " + outputs(number) + "\n");
  }

  /** A script that knows {@code rb_text} needs no process that copies it. */
  private static String feeding(String script) {
    return script.contains("rb_text")
        ? evaluated(script)
        : "printf %s \"$rb_text\" | " + quoted(script);
  }

  private static byte[] bytes(Payload content) {
    try (var in = content.source().open()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs the script in a subshell, so that its {@code exit}, {@code set} and {@code cd} stay local.
   */
  private static String quoted(String script) {
    return "(" + evaluated(script) + ")";
  }

  private static String evaluated(String script) {
    var runnable =
        script.indexOf(0) < 0
            ? script
            : "echo 'no shell can run a script that holds a NUL character' >&2; exit 126";
    return "eval " + ScriptResource.quote("\n" + runnable);
  }

  private static String outputs(int number) {
    return ">\"$rb_d/o$rb_k.%1$d\" 2>\"$rb_d/e$rb_k.%1$d\" 3>&-".formatted(number);
  }

  private static void put(ByteArrayOutputStream text, String line) {
    text.writeBytes(line.getBytes(UTF_8));
  }
}
