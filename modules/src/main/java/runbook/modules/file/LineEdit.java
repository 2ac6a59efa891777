package runbook.modules.file;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What becomes of a text that shall have a line, or not have it.
 *
 * @param line empty where only a pattern says which lines shall go
 * @param where what a line fits that is replaced by it, or goes
 * @param backrefs whether the line has parts of the line that it replaces
 * @param place where it goes when there is none to be replaced
 * @param first whether the first of several lines that fit is meant, and not the last
 */
record LineEdit(
    Optional<String> line,
    Optional<Predicate<String>> where,
    Optional<Pattern> backrefs,
    Optional<Place> place,
    boolean first) {

  /**
   * A place beside a line.
   *
   * @param anchor a line that fits; empty for the beginning or the end of the text
   */
  record Place(Optional<Pattern> anchor, boolean before) {}

  String present(String text) {
    var lines = Lines.of(text);
    var wanted = line.orElseThrow();
    var old = where.map(fits -> pick(lines, fits)).orElse(OptionalInt.empty());
    boolean isThere = lines.where(wanted::equals).findAny().isPresent();
    if (backrefs.isPresent()) {
      return old.isPresent() ? expanded(lines, old.getAsInt()).text() : text;
    }
    // Where it is there already, others that fit are left to be what they are.
    boolean lasts = where.filter(fits -> fits.test(wanted)).isPresent();
    if (old.isPresent() && (lasts || !isThere)) {
      return lines.replaced(old.getAsInt(), wanted).text();
    }
    return isThere ? text : lines.inserted(at(lines), wanted).text();
  }

  String absent(String text) {
    var wanted = line;
    Predicate<String> fits = where.orElseGet(() -> wanted.orElseThrow()::equals);
    return Lines.of(text).without(fits).text();
  }

  private Lines expanded(Lines lines, int at) {
    var found = backrefs.orElseThrow().matcher(lines.bare(at));
    found.find();
    return lines.replaced(at, new Backrefs(line.orElseThrow()).from(found));
  }

  private int at(Lines lines) {
    var end = place.filter(Place::before).isPresent() ? 0 : lines.all().size();
    if (place.isEmpty() || place.get().anchor().isEmpty()) {
      return end;
    }
    var beside = pick(lines, place.get().anchor().get().asPredicate());
    return beside.isEmpty()
        ? lines.all().size()
        : beside.getAsInt() + (place.get().before() ? 0 : 1);
  }

  private OptionalInt pick(Lines lines, Predicate<String> fits) {
    var places = lines.where(fits);
    return first ? places.findFirst() : places.reduce((_, last) -> last);
  }
}
