package runbook.modules.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Answers requests as a shell of a host would, with states of files that might be true. */
final class PlausibleReply {

  private static final Pattern READY = Pattern.compile("echo \"([0-9a-f]{20}) ready ");
  private static final Pattern END = Pattern.compile("rb_end (\\d+)\n");

  /** A query prints the nonce, its number, its exit status, its errors, and the nonce again. */
  private static final Pattern QUERY = Pattern.compile("([0-9a-f]{20}) (\\d{1,3}) \"?\\$");

  private static final String AROUND = "uid=0(root) gid=0(root) groups=0(root)\nusable\n\n\n";

  private static final List<String> ANSWERS =
      List.of(
          "",
          "no such file\n",
          AROUND + "absent\n",
          AROUND + "drwxr-xr-x 0 0 root root\n",
          AROUND + "lrwxrwxrwx 0 0 root root\n/etc/passwd\n",
          AROUND + "-rw-r--r-- 0 0 root root\nfetched 6\nhello\n",
          AROUND + "-rw-r--r-- 0 0 root root\n" + "0".repeat(64) + " 6\n",
          ".//tmp\n./private/tmp\n",
          "0\n",
          "x86_64\n");

  private String mark = "";

  /** Returns the reply to what was written; empty if that asks for none. */
  byte[] to(String request, Random random) {
    if (mark.isEmpty()) {
      var ready = READY.matcher(request);
      if (!ready.find()) {
        throw new IllegalStateException("not the start of a shell: " + request);
      }
      mark = ready.group(1);
      return (mark
              + " ready 123 123 456\nuid=0(root) gid=0(root) groups=0(root)\nLinux host x86_64\n"
              + "debian 13\ngzip\n.\n")
          .getBytes(UTF_8);
    }
    var end = END.matcher(request.substring(Math.max(0, request.length() - 50)));
    return end.find()
        ? carriedOut(Integer.parseInt(end.group(1)), answers(request, random)).getBytes(UTF_8)
        : new byte[0];
  }

  private static String answers(String request, Random random) {
    var text = new StringBuilder();
    QUERY
        .matcher(request)
        .results()
        .forEach(query ->
            text.append(ANSWERS.get(random.nextInt(ANSWERS.size())))
                .append("\n%s %s 0\n\n%1$s\n".formatted(query.group(1), query.group(2))));
    return text.toString();
  }

  private String carriedOut(int parts, String out) {
    var text = new StringBuilder("MARK start 1234.56 789 /tmp/.runbook-x-1\n");
    for (int i = 1; i <= parts; i++) {
      text.append("MARK part %d 0\n".formatted(i));
    }
    if (!out.isEmpty()) {
      int size = out.getBytes(UTF_8).length;
      text.append("MARK sizes\n%7d /tmp/.runbook-x-1/o1.%d\n".formatted(size, parts));
      text.append("     21 /tmp/.runbook-x-1/m\n%7d total\nMARK bytes\n".formatted(size + 21));
      text.append(out).append("MARK\n");
    }
    return text.append("MARK end\n").toString().replace("MARK", mark);
  }
}
