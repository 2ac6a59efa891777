package runbook.modules.cert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runbook.module.Answer;
import runbook.module.Fact.Detail;
import runbook.module.Script;
import runbook.module.Unreadable;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;

/**
 * Looks at a key and its certificate. Of the private key no more leaves the host than is public:
 * the file of an RSA key begins with the modulus, that of an elliptic curve ends with the point,
 * and the length of the file says where to cut. A key of any other form is asked of openssl, if the
 * host has it.
 */
final class PairQuery {

  private static final String MARK = "--- next of runbook ---";

  private PairQuery() {}

  static Script of(Places places) {
    var parts = new ArrayList<Script>();
    parts.add(look(places.keyFile(), Detail.STATE));
    parts.add(Script.of("public_part {}", places.key()).sharing(PUBLIC_PART));
    parts.add(
        Script.of(
            "if [ -e {} ] || [ -e {} ]; then echo cut; else echo whole; fi",
            Places.staged(places.key()),
            Places.staged(places.cert())));
    parts.add(look(places.certFile(), Detail.TEXT));
    places.caFile().ifPresent(file -> parts.add(look(file, Detail.TEXT)));
    var lines = new ArrayList<Script>();
    for (var part : parts) {
      lines.add(part);
      lines.add(Script.of("printf '\\n%s\\n' {}", MARK));
    }
    return Script.lines(lines.toArray(Script[]::new));
  }

  /** What a file's query says ends with it. */
  private static Script look(FileFact file, Detail detail) {
    var query = file.query(detail);
    return new Script("(\n" + query.text() + "\n) || exit", query.shared(), query.advice());
  }

  static PairState read(Places places, Answer answer) throws Unreadable {
    if (answer.exit() != 0) {
      throw new Unreadable(answer.lines().isEmpty() ? "no answer" : answer.lines().getLast());
    }
    var parts = parts(answer.bytes());
    if (parts.size() != (places.ca().isPresent() ? 5 : 4)) {
      throw new Unreadable("the host's tools print something strange");
    }
    Optional<FileState> ca = Optional.empty();
    if (places.caFile().isPresent()) {
      ca = Optional.of(places.caFile().get().read(parts.get(4)));
    }
    return new PairState(
        places.certFile().read(parts.get(3)),
        places.keyFile().read(parts.get(0)),
        ca,
        part(parts.get(1).text().strip()),
        parts.get(2).text().strip().equals("cut"),
        Optional.empty());
  }

  private static KeyPart part(String line) throws Unreadable {
    var words = line.split(" ", 2);
    try {
      var kind = KeyPart.Kind.valueOf(words[0].toUpperCase(Locale.ROOT));
      return new KeyPart(kind, words.length == 2 ? words[1] : "");
    } catch (IllegalArgumentException e) {
      throw new Unreadable("the host's tools print something strange: " + words[0]);
    }
  }

  private static List<Answer> parts(byte[] bytes) {
    var mark = ("\n" + MARK + "\n").getBytes(StandardCharsets.US_ASCII);
    var parts = new ArrayList<Answer>();
    int from = 0;
    for (int at = 0; at + mark.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        parts.add(new Answer(0, Arrays.copyOfRange(bytes, from, at)));
        from = at + mark.length;
        at = from - 1;
      }
    }
    return parts;
  }

  /** Only these lengths are those of a key with its public part; what is cut is within that. */
  private static final String PUBLIC_PART =
      """
      public_tail() {
        q= i=0
        while [ $i -lt $1 ]; do q="$q?" i=$((i + 1)); done
        echo "tail ${b#"${b%$q}"}"
      }
      public_part() {
        [ -f "$1" ] || { echo missing; return; }
        [ -r "$1" ] || { echo hidden; return; }
        t= b= e= r=$(printf '\\r')
        while IFS= read -r l || [ -n "$l" ]; do
          l=${l%"$r"}
          case $l in
          "-----BEGIN PRIVATE KEY-----") t=pkcs8 b= ;;
          "-----BEGIN RSA PRIVATE KEY-----") t=pkcs1 b= ;;
          "-----BEGIN EC PRIVATE KEY-----") t=sec1 b= ;;
          "-----BEGIN ENCRYPTED PRIVATE KEY-----" | "Proc-Type: 4,ENCRYPTED") echo encrypted; return ;;
          "-----END "*"PRIVATE KEY-----") e=yes; break ;;
          *) b=$b$l ;;
          esac
        done < "$1"
        [ -n "$e" ] || { echo broken; return; }
        n=${#b}
        case $t.$n in
        pkcs8.184) public_tail 88; return ;;
        pkcs8.248 | sec1.224) public_tail 132; return ;;
        sec1.164) public_tail 92; return ;;
        pkcs8.324 | sec1.300) public_tail 180; return ;;
        esac
        if [ $n -ge 1500 ] && [ "$t" = pkcs8 ]; then printf 'head %.392s\\n' "$b"; return; fi
        if [ $n -ge 1500 ] && [ "$t" = pkcs1 ]; then printf 'head %.352s\\n' "$b"; return; fi
        command -v openssl >/dev/null 2>&1 || { echo hidden; return; }
        p=$(openssl pkey -in "$1" -pubout -passin pass: </dev/null 2>/dev/null) ||
          { echo hidden; return; }
        printf 'public '
        printf '%s\\n' "$p" | while IFS= read -r l; do
          case $l in -*) ;; *) printf %s "$l" ;; esac
        done
        echo
      }
      """;
}
