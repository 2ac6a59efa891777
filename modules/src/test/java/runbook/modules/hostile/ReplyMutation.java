package runbook.modules.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Changes bytes that a host sends, in the ways of a liar and of a broken line. */
enum ReplyMutation {
  TRUNCATED {
    @Override
    byte[] of(byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, at(bytes, random));
    }
  },
  LINE_TWICE {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var lines = lines(bytes);
      int i = random.nextInt(lines.size());
      lines.add(random.nextInt(lines.size() + 1), lines.get(i));
      return bytes(lines);
    }
  },
  LINE_MISSING {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var lines = lines(bytes);
      lines.remove(random.nextInt(lines.size()));
      return bytes(lines);
    }
  },
  LINES_SWAPPED {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var lines = lines(bytes);
      Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
      return bytes(lines);
    }
  },
  OTHER_WORD {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var words = new ArrayList<>(List.of(text(bytes).split("(?<=[ \n])|(?=[ \n])", -1)));
      words.set(random.nextInt(words.size()), pick(STRANGE, random));
      return String.join("", words).getBytes(ISO_8859_1);
    }
  },
  OTHER_NUMBER {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var numbers =
          java.util.regex.Pattern.compile("[0-9]+").matcher(text(bytes)).results().toList();
      if (numbers.isEmpty()) {
        return bytes;
      }
      var number = numbers.get(random.nextInt(numbers.size()));
      return (text(bytes).substring(0, number.start())
              + pick(STRANGE, random)
              + text(bytes).substring(number.end()))
          .getBytes(ISO_8859_1);
    }
  },
  STRANGE_BYTES {
    @Override
    byte[] of(byte[] bytes, Random random) {
      return inserted(bytes, pick(STRANGE, random).getBytes(UTF_8), random);
    }
  },
  RANDOM_BYTES {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var noise = new byte[1 + random.nextInt(20)];
      random.nextBytes(noise);
      return inserted(bytes, noise, random);
    }
  },
  FLIPPED_BITS {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var other = bytes.clone();
      for (int i = 0; i < 3 && other.length > 0; i++) {
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return other;
    }
  },
  LONG_LINE {
    @Override
    byte[] of(byte[] bytes, Random random) {
      return inserted(bytes, "x".repeat(70_000).getBytes(UTF_8), random);
    }
  },
  LINE_AGAIN_AND_AGAIN {
    @Override
    byte[] of(byte[] bytes, Random random) {
      var lines = lines(bytes);
      int i = random.nextInt(lines.size());
      int times = Math.min(1000, MOST_BYTES / (lines.get(i).length() + 1));
      lines.addAll(i, Collections.nCopies(times, lines.get(i)));
      return bytes(lines);
    }
  };

  /** More would only take time. */
  private static final int MOST_BYTES = 200_000;

  /** What stands for numbers, words and more. */
  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "\n",
          "-1",
          "-5",
          "0",
          "1",
          "abc",
          "256",
          "2147483647",
          "2147483648",
          "99999999999999",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999",
          "1e9",
          "0x10",
          "\0",
          "\u001b[2J\u001b]0;title\u0007",
          "\u202e",
          "\u0663",
          "\ufffd\ud83d\ude00",
          "../..",
          "/",
          "//",
          "-----BEGIN CERTIFICATE-----",
          "{{ host }}",
          "$(id)",
          "'",
          "\"",
          ":",
          "=",
          "part",
          "sizes",
          "end",
          "lost",
          "full",
          "killed");

  abstract byte[] of(byte[] bytes, Random random);

  /** Applies one to three mutations. */
  static byte[] some(byte[] bytes, Random random) {
    var other = bytes;
    for (int i = random.nextInt(3); i >= 0; i--) {
      other = values()[random.nextInt(values().length)].of(other, random);
    }
    return other;
  }

  private static int at(byte[] bytes, Random random) {
    return random.nextInt(bytes.length + 1);
  }

  private static String pick(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static byte[] inserted(byte[] bytes, byte[] more, Random random) {
    int at = at(bytes, random);
    var other = Arrays.copyOf(bytes, bytes.length + more.length);
    System.arraycopy(more, 0, other, at, more.length);
    System.arraycopy(bytes, at, other, at + more.length, bytes.length - at);
    return other;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private static List<String> lines(byte[] bytes) {
    return new ArrayList<>(List.of(text(bytes).split("(?<=\n)", -1)));
  }

  private static byte[] bytes(List<String> lines) {
    return String.join("", lines).getBytes(ISO_8859_1);
  }
}
