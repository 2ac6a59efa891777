package runbook.value;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Finds many texts, and long pieces of them, in one pass. */
final class TextFinder {

  /** The shortest text that can be found. */
  static final int SHORTEST = 4;

  /** A piece of this length is as good as the whole: output is wrapped and cut. */
  private static final int PIECE = 16;

  /** A piece of fewer different characters, such as a ruled line, says nothing. */
  private static final int FEWEST_DIFFERENT = 5;

  /** Pieces of longer texts are not looked for, only the texts themselves. */
  private static final int LONGEST = 32_768;

  private static final int FACTOR = 31;
  private static final int LEAVING = power(FACTOR, PIECE - 1);

  private final Map<String, Set<String>> byStart = new ConcurrentHashMap<>();
  private final Map<Integer, Set<String>> pieces = new ConcurrentHashMap<>();

  void add(String text) {
    if (text.length() >= SHORTEST) {
      byStart
          .computeIfAbsent(text.substring(0, SHORTEST), _ -> ConcurrentHashMap.newKeySet())
          .add(text);
    }
  }

  /** Adds a text of which pieces are found too. */
  void addWithPieces(String text) {
    add(text);
    for (int i = 0; i + PIECE <= text.length() && text.length() <= LONGEST; i++) {
      var piece = text.substring(i, i + PIECE);
      if (piece.chars().distinct().count() >= FEWEST_DIFFERENT) {
        pieces.computeIfAbsent(piece.hashCode(), _ -> ConcurrentHashMap.newKeySet(1)).add(piece);
      }
    }
  }

  /** Marks everything that is found in a text. */
  void mark(DecodedText decodedText, BitSet marks) {
    var text = decodedText.letters();
    for (int i = 0; i + SHORTEST <= text.length(); i++) {
      for (var found : byStart.getOrDefault(text.substring(i, i + SHORTEST), Set.of())) {
        if (text.startsWith(found, i)) {
          decodedText.mark(i, i + found.length(), marks);
        }
      }
    }
    if (!pieces.isEmpty()) {
      markPieces(decodedText, text, marks);
    }
  }

  /** Computes the hash of each piece from the one before it, as in {@link String#hashCode}. */
  private void markPieces(DecodedText decodedText, String text, BitSet marks) {
    int hash = 0;
    for (int i = 0; i < text.length(); i++) {
      int begin = i - PIECE;
      hash = (begin < 0 ? hash : hash - text.charAt(begin) * LEAVING) * FACTOR + text.charAt(i);
      if (begin + 1 >= 0
          && pieces.getOrDefault(hash, Set.of()).contains(text.substring(begin + 1, i + 1))) {
        decodedText.mark(begin + 1, i + 1, marks);
      }
    }
  }

  private static int power(int of, int times) {
    int power = 1;
    for (int i = 0; i < times; i++) {
      power *= of;
    }
    return power;
  }
}
