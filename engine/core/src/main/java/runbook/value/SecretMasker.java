package runbook.value;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Collects the secrets of a run and masks them in all output, also in the forms that programs and
 * this one write them in, and in pieces.
 */
public final class SecretMasker {

  public static final String MASK = "********";

  /**
   * Shorter secrets are found only as a whole line: to mask them everywhere would garble most
   * texts. A task that uses one shows nothing.
   */
  private static final int SHORTEST = TextFinder.SHORTEST;

  /** Shorter lines of a longer secret are found only as a whole line. */
  private static final int SHORTEST_LINE = 6;

  /** A text that contains a shorter secret may do so by chance. */
  private static final int SURE = 8;

  /** What a report or a program puts before a line of a text. */
  private static final Pattern MARGIN = Pattern.compile("^[\\s|+'\"-]*");

  private static final Pattern END = Pattern.compile("[\\s,'\"]*$");

  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Set<String> madeOfShort = ConcurrentHashMap.newKeySet();
  private final Set<String> wholeLines = ConcurrentHashMap.newKeySet();
  private final TextFinder written = new TextFinder();
  private final TextFinder decoded = new TextFinder();

  /** Adds a secret that something may show; the parts of a composed one are there already. */
  void addUsed(SecretText secretText) {
    if (!secretText.isComposed()) {
      add(secretText.text());
    }
  }

  /** Adds a text that contains a secret which cannot be found in it. */
  void addMadeOfShort(String text) {
    madeOfShort.add(text);
  }

  /** Returns whether the secrets in a secret text are long enough to be found. */
  boolean canFind(String secret) {
    return secret.strip().length() >= SHORTEST && !madeOfShort.contains(secret);
  }

  /** Adds a secret. If it has several lines, each of them is masked as well. */
  public void add(String secret) {
    var stripped = secret.strip();
    if (stripped.isEmpty() || !secrets.add(stripped)) {
      return;
    }
    hide(stripped, SHORTEST);
    var lines = stripped.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.size() > 1) {
      lines.forEach(line -> hide(line, SHORTEST_LINE));
    }
  }

  /** Returns the value with its texts secret, after adding them. */
  Object sealed(Object value) {
    switch (value) {
      case String text -> add(text);
      case SecretText(String text, _) -> add(text);
      case Number number -> add(number.toString());
      case List<?> list -> list.forEach(this::sealed);
      case Map<?, ?> map -> map.values().forEach(this::sealed);
      case null, default -> {}
    }
    // As when it is written in the file, a secret of digits is a text.
    return value instanceof Number number
        ? new SecretText(number.toString())
        : SecretText.of(value);
  }

  private void hide(String secret, int shortest) {
    if (secret.length() < shortest) {
      if (secret.chars().anyMatch(Character::isLetterOrDigit)) {
        wholeLines.add(secret);
      }
      return;
    }
    SecretForms.quoted(secret).forEach(written::add);
    SecretForms.encoded(secret).forEach(decoded::addWithPieces);
    var unquoted = DecodedText.unquoted(secret).letters();
    if (unquoted.length() >= SHORTEST_LINE) {
      decoded.addWithPieces(unquoted);
    }
  }

  /** Returns whether the text certainly contains a secret. */
  boolean showsIn(String text) {
    return secrets.stream().anyMatch(secret -> secret.length() >= SURE && text.contains(secret));
  }

  /**
   * Returns the text with all secrets in it masked. Lines that belong together must be together.
   */
  public String mask(String text) {
    var marks = marks(text);
    if (marks.isEmpty()) {
      return text;
    }
    var masked = new StringBuilder();
    int end = 0;
    for (int begin = marks.nextSetBit(0); begin >= 0; begin = marks.nextSetBit(end)) {
      masked.append(text, end, begin).append(MASK);
      end = marks.nextClearBit(begin);
    }
    return masked.append(text, end, text.length()).toString();
  }

  /** Masks lines that belong together; a secret may go on from one to the next. */
  public List<String> mask(List<String> lines) {
    return mask(String.join("\n", lines)).lines().toList();
  }

  private BitSet marks(String text) {
    var marks = new BitSet(text.length());
    if (secrets.isEmpty()) {
      return marks;
    }
    written.mark(DecodedText.same(text), marks);
    decoded.mark(DecodedText.unquoted(text), marks);
    if (text.contains("%")) {
      decoded.mark(DecodedText.ofAddress(text), marks);
    }
    if (!wholeLines.isEmpty()) {
      markLines(text, marks);
    }
    return marks;
  }

  private void markLines(String text, BitSet marks) {
    int at = 0;
    for (var line : text.split("\n", -1)) {
      var margin = MARGIN.matcher(line);
      int begin = margin.find() ? margin.end() : 0;
      var rest = END.matcher(line.substring(begin)).replaceFirst("");
      if (wholeLines.contains(rest)) {
        marks.set(at + begin, at + begin + rest.length());
      }
      at += line.length() + 1;
    }
  }
}
