package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import runbook.connection.Payload;
import runbook.connection.RequestPart;
import runbook.connection.RequestPart.ExpectedPart;
import runbook.connection.RequestPart.ScriptPart;
import runbook.connection.RequestPart.UploadPart;

/**
 * Writes a batch as one compound command for a shell. Parts that cannot disturb each other share a
 * subshell, since a process costs more than most parts.
 */
final class BatchText {

  /** From this length on, the shell compares an output faster if a process of its own prints it. */
  private static final int LONG_OUTPUT = 1500;

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();
  private final ShellBatch shellBatch;
  private final List<String> definitions;

  BatchText(ShellBatch shellBatch) {
    this.shellBatch = shellBatch;
    definitions =
        shellBatch.parts().stream()
            .filter(ExpectedPart.class::isInstance)
            .flatMap(part -> ((ExpectedPart) part).definitions().stream())
            .distinct()
            .toList();
  }

  byte[] bytes() {
    put("{\nrb_go\nwhile :; do\n");
    for (int i = 0; i < definitions.size(); i++) {
      put("rb_f%d=%s\n".formatted(i, ScriptResource.quote(definitions.get(i))));
    }
    var parts = shellBatch.parts();
    int done = 0;
    while (done < parts.size()) {
      int end = done;
      while (end < parts.size() && sharesSubshell(end)) {
        end++;
      }
      if (end - done > 1) {
        putGroup(done, end);
        done = end;
      } else {
        putAlone(parts.get(done), done + 1);
        done++;
      }
    }
    put("break\ndone\nrb_end " + parts.size() + "\n" + (shellBatch.bulk() ? "exit\n" : "") + "}\n");
    return text.toByteArray();
  }

  private boolean sharesSubshell(int part) {
    return switch (shellBatch.parts().get(part)) {
      case ScriptPart(String script, boolean goOn, boolean inSubshell, String onSuccess) ->
          !inSubshell && !goOn && onSuccess.isEmpty() && isRunnable(script);
      case ExpectedPart expectedPart -> isRunnable(expectedPart.script());
      case UploadPart uploadPart -> uploadPart.forText().isPresent() && !isBulk(part);
    };
  }

  private boolean isBulk(int part) {
    return shellBatch.bulk() && part == 0;
  }

  private void putGroup(int from, int to) {
    put("(rb_group\n");
    for (int i = from; i < to; i++) {
      int number = i + 1;
      put("rb_i=" + number + "\n");
      switch (shellBatch.parts().get(i)) {
        case ScriptPart scriptPart -> putSimple(scriptPart.script(), number);
        case UploadPart uploadPart -> {
          put("rb_text=");
          putQuoted(uploadPart.content());
          put("\n");
          putSimple(uploadPart.forText().orElseThrow(), number);
        }
        case ExpectedPart expectedPart -> putExpected(expectedPart, number);
      }
      put("rb_part $? || exit 1\n");
      if (shellBatch.parts().get(i) instanceof ExpectedPart(_, _, _, boolean mayStop) && mayStop) {
        put("[ ! -f \"$rb_d/s$rb_k\" ] || exit 1\n");
      }
    }
    put("exit 10)\nrb_s=$?\n");
    put("[ $rb_s = 10 ] || { rb_stopped " + to + " $rb_s; break; }\n");
  }

  private void putSimple(String script, int number) {
    put("{ " + evaluated(script) + "\n} </dev/null " + outputs(number) + "\n");
  }

  private void putExpected(ExpectedPart part, int number) {
    var reading = new StringBuilder();
    for (var definition : part.definitions()) {
      reading.append("eval \"$rb_f%d\"\n".formatted(definitions.indexOf(definition)));
    }
    reading.append(evaluated(part.script())).append('\n');
    if (part.expected().length() < LONG_OUTPUT) {
      put("{\n" + reading + "} </dev/null " + outputs(number) + "\n");
      put("rb_same " + ScriptResource.quote(part.expected()) + "\n");
      return;
    }
    // The letter at the end keeps line breaks, which the shell would drop.
    put("rb_x=$({\n" + reading);
    put("} </dev/null 2>\"$rb_d/e$rb_k.%d\" 3>&-; printf x)\n".formatted(number));
    put("[ \"$rb_x\" = " + ScriptResource.quote(part.expected() + "x") + " ] ||\n");
    put("{ printf %%s \"${rb_x%%x}\" >\"$rb_d/o$rb_k.%d\"; false; }\n".formatted(number));
  }

  private void putAlone(RequestPart part, int number) {
    boolean goOn = false;
    var status = "$?";
    switch (part) {
      case ScriptPart(String script, boolean on, boolean inSubshell, String onSuccess) -> {
        goOn = on;
        put(inSubshell ? quoted(script) : "{ " + evaluated(script) + "\n}");
        put("</dev/null " + outputs(number) + "\n");
        if (!onSuccess.isEmpty()) {
          status = "$rb_s";
          put("rb_s=$? rb_i=" + number + "\nif [ $rb_s = 0 ]; then\n" + onSuccess + "\nfi\n");
        }
      }
      case UploadPart uploadPart -> {
        if (sharesSubshell(number - 1)) {
          putGroup(number - 1, number);
          return;
        }
        if (isBulk(number - 1)) {
          put(shellBatch.compressed().isPresent() ? "gzip -dc | " : "");
          put(quoted(uploadPart.script()) + outputs(number) + "\n");
        } else {
          put("(rb_text=");
          putQuoted(uploadPart.content());
          put("\nprintf %s \"$rb_text\" | " + quoted(uploadPart.script()));
          put(")</dev/null " + outputs(number) + "\n");
        }
      }
      case ExpectedPart _ -> {
        putGroup(number - 1, number);
        return;
      }
    }
    put("rb_done " + number + " " + status + (goOn ? "\n" : " || break\n"));
  }

  private void putQuoted(Payload content) {
    put("'");
    for (byte b : content.bytes()) {
      if (b == '\'') {
        put("'\\''");
      } else {
        text.write(b);
      }
    }
    put("'");
  }

  /**
   * Runs the script in a subshell, so that its {@code exit}, {@code set} and {@code cd} stay local.
   */
  private static String quoted(String script) {
    return "(" + evaluated(script) + ")";
  }

  private static String evaluated(String script) {
    var runnable =
        isRunnable(script)
            ? script
            : "echo 'no shell can run a script that holds a NUL character' >&2; exit 126";
    return "eval " + ScriptResource.quote("\n" + runnable);
  }

  private static boolean isRunnable(String script) {
    return script.indexOf(0) < 0;
  }

  private static String outputs(int number) {
    return ">\"$rb_d/o$rb_k.%1$d\" 2>\"$rb_d/e$rb_k.%1$d\" 3>&-".formatted(number);
  }

  private void put(String words) {
    text.writeBytes(words.getBytes(UTF_8));
  }
}
