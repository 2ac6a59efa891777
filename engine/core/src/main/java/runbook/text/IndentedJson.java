package runbook.text;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes indented JSON. */
public final class IndentedJson {

  private IndentedJson() {}

  /** Accepts maps, lists, texts, numbers, booleans and null. */
  public static String write(Object value) {
    var out = new StringBuilder();
    write(value, 0, out);
    return out.append('\n').toString();
  }

  private static void write(Object value, int depth, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map ->
          all(
              map.entrySet(),
              '{',
              '}',
              depth,
              out,
              e -> {
                text(e.getKey().toString(), out);
                out.append(": ");
                write(e.getValue(), depth + 1, out);
              });
      case List<?> list -> all(list, '[', ']', depth, out, e -> write(e, depth + 1, out));
      case String text -> text(text, out);
      case null, default -> out.append(value);
    }
  }

  private static <T> void all(
      Iterable<T> items,
      char open,
      char close,
      int depth,
      StringBuilder out,
      java.util.function.Consumer<T> each) {
    out.append(open);
    for (Iterator<T> i = items.iterator(); i.hasNext(); ) {
      out.append('\n').append("  ".repeat(depth + 1));
      each.accept(i.next());
      out.append(i.hasNext() ? "," : "\n" + "  ".repeat(depth));
    }
    out.append(close);
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '"', '\\' -> out.append('\\').append((char) c);
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
              if (c < ' ') {
                out.append("\\u%04x".formatted(c));
              } else {
                out.append((char) c);
              }
            }
          }
        });
    out.append('"');
  }
}
