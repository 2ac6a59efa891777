package runbook.modules.file;

import com.google.re2j.Pattern;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * An edit that makes sure a text has a line, or does not have it.
 *
 * @param line the line; empty if only a pattern selects the lines to remove
 * @param where matches the line to replace or the lines to remove
 * @param backrefs whether the line contains parts of the line that it replaces
 * @param place where to insert the line if none is replaced
 * @param first whether to use the first of several matching lines instead of the last
 */
record LineEdit(
    Optional<String> line,
    Optional<Predicate<String>> where,
    Optional<Pattern> backrefs,
    Optional<InsertPosition> place,
    boolean first) {

  /**
   * A position next to a line.
   *
   * @param anchor matches the line; empty for the beginning or the end of the text
   */
  record InsertPosition(Optional<Pattern> anchor, boolean before) {}

  String present(String text) {
    var textLines = TextLines.of(text);
    var wanted = line.orElseThrow();
    var old = where.map(fits -> pick(textLines, fits)).orElse(OptionalInt.empty());
    boolean isThere = textLines.where(wanted::equals).findAny().isPresent();
    if (backrefs.isPresent()) {
      return old.isPresent() ? expanded(textLines, old.getAsInt()).text() : text;
    }
    // If the line exists already, other matching lines stay as they are.
    boolean lasts = where.filter(fits -> fits.test(wanted)).isPresent();
    if (old.isPresent() && (lasts || !isThere)) {
      return textLines.replaced(old.getAsInt(), wanted).text();
    }
    return isThere ? text : textLines.inserted(at(textLines), wanted).text();
  }

  String absent(String text) {
    var wanted = line;
    Predicate<String> fits = where.orElseGet(() -> wanted.orElseThrow()::equals);
    return TextLines.of(text).without(fits).text();
  }

  private TextLines expanded(TextLines textLines, int at) {
    var found = backrefs.orElseThrow().matcher(textLines.bare(at));
    found.find();
    return textLines.replaced(at, new BackrefLine(line.orElseThrow()).from(found));
  }

  private int at(TextLines textLines) {
    var end = place.filter(InsertPosition::before).isPresent() ? 0 : textLines.all().size();
    if (place.isEmpty() || place.get().anchor().isEmpty()) {
      return end;
    }
    var beside = pick(textLines, where(place.get().anchor().get()));
    return beside.isEmpty()
        ? textLines.all().size()
        : beside.getAsInt() + (place.get().before() ? 0 : 1);
  }

  private static Predicate<String> where(Pattern anchor) {
    return line -> anchor.matcher(line).find();
  }

  private OptionalInt pick(TextLines textLines, Predicate<String> fits) {
    var places = textLines.where(fits);
    return first ? places.findFirst() : places.reduce((_, last) -> last);
  }
}
