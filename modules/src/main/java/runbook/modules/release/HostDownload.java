package runbook.modules.release;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import runbook.module.Script;
import runbook.module.param.HostPath;

/** What a host does to download a release, verify it and put it in place as a whole. */
record HostDownload(
    String name,
    String version,
    Mirrors mirrors,
    Optional<String> sha256,
    String sums,
    Duration patience) {

  /** {@code list FOLDER} prints the sizes of the files in it. */
  static final String LIST =
      """
      list() { (cd "$1" && find . -type f ! -name .runbook-release -exec wc -c {} + | sort); }
      """;

  private static final Pattern NUMBERS = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  private static final String SH =
      """
      die() { printf '%s\\n' "$1" >&2; exit 1; }
      first() {
        f=$1; shift
        w=
        for u in "$@"; do
          e=$( (fetch "$u" "$f" "$silence") 2>&1) && return
          w="$w${w:+; }$e"
        done
        die "$w"
      }
      listed() {
        tr -d '\\r' < "$1" |
          sed -n "s/^\\([0-9A-Fa-f]\\{64\\}\\) [ *]\\(.*\\/\\)\\{0,1\\}$2\\$/\\1/p" | tr A-F a-f | sort -u
      }
      inside() {
        tar -tf "$1" > "$t/names" 2> "$t/said" || die "the archive is damaged"
        case $(cat "$t/said") in
        *"emoving leading"*) die "a path leads out of the folder: $(cat "$t/said")" ;;
        esac
        [ -s "$t/names" ] || die "there is nothing in the archive"
        while IFS= read -r n; do
          case $n in
          /* | .. | ../* | */.. | */../*) die "a path leads out of the folder: $n" ;;
          esac
        done < "$t/names"
        tar -tvf "$1" | while IFS= read -r n; do
          case $n in
          l*" -> /"* | l*" -> "*..*) die "a link leads out of the folder: $n" ;;
          [-dlh]*) ;;
          *) die "a device or the like is in the archive: $n" ;;
          esac
        done
      }
      unpack() {
        ulimit -f 8388608
        case $2 in
        TAR_GZ) gzip -dc "$1" > "$t/tar" || die "the archive is damaged, or far too large" ;;
        TAR) mv "$1" "$t/tar" ;;
        NONE) mv "$1" "$t/files/$3" && chmod 755 "$t/files/$3"; return ;;
        esac
        inside "$t/tar" || exit
        [ "${4:-0}" = 0 ] || set -- "$@" "--strip-components=$4"
        shift 3
        tar -xof "$t/tar" -C "$t/files" ${2:+"$2"} || die "the archive cannot be unpacked"
      }
      """;

  /** What was there before is put back first, also after one that was killed as it exchanged it. */
  private static final String ASIDE =
      """
      back() {
        if [ -e "$t/old" ] && [ ! -e "$d" ]; then mv "$t/old" "$d"; fi
        rm -rf "$t"
      }
      trap back EXIT
      trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 141' PIPE; trap 'exit 143' TERM
      back
      """;

  /**
   * Unpacks an archive that is on the host. The path that tells that all is there comes last, and
   * as a whole: who is cut short before does it again.
   *
   * @param given sets {@code t} for a folder to be used meanwhile, {@code d} for the one to unpack
   *     in, {@code archive}, {@code packing}, {@code strip}, and {@code creates}
   */
  static Script unpacking(Script given) {
    return Script.lines(
            given,
            new Script(ASIDE),
            new Script(
                """
                (umask 077; mkdir "$t") && mkdir "$t/files" || exit
                ln -s "$archive" "$t/archive" || exit
                unpack "$t/archive" "$packing" - "$strip"
                chmod -R u=rwX,go=rX "$t/files" || exit
                l=
                case $creates in "$d"/*) l=${creates#"$d"/} ;; esac
                if [ -n "$l" ] && { [ -e "$t/files/$l" ] || [ -L "$t/files/$l" ]; }; then
                  mv "$t/files/$l" "$t/last" || exit
                else
                  l=
                fi
                cp -R -P -f "$t/files/." "$d/" || exit
                [ -z "$l" ] || mv -f "$t/last" "$d/$l"\
                """))
        .sharing(SH);
  }

  /** Leaves nothing behind but the release, or what was there before. */
  Script into(HostPath dest, String arch) {
    var addresses = mirrors.of(name, version, arch);
    var file = file(addresses.getFirst());
    return HostFetch.in(
            Script.lines(
                Script.of("d={}\nsilence={}", dest, HostFetch.seconds(patience)),
                new Script(
                    """
                    t=$d.runbook-new
                    """
                        + ASIDE
                        + """
                        umask 077
                        mkdir "$t" "$t/files" || exit\
                        """),
                digest(addresses, arch, file),
                fetch(addresses),
                Script.of("unpack \"$t/archive\" {} {}", Packing.of(file), name),
                Script.of(
                    """
                    n=$(ls -A "$t/files")
                    s=$t/files
                    [ ! -d "$s/$n" ] || s=$s/$n
                    v=$(printf '%s\\n' "$n" | sed -n 's/.*[^0-9]\\([0-9]\\{1,\\}\\.[0-9]\\{1,\\}\\.[0-9]\\{1,\\}\\).*/\\1/p')
                    [ -z "$v" ] || [ "$v" = {} ] || die "the archive holds version $v"
                    chmod -R u=rwX,go=rX "$s" || exit
                    l=$(list "$s") || exit
                    printf '%s\\n' {}" $sum" "$l" > "$s/.runbook-release" || exit
                    chmod 644 "$s/.runbook-release" || exit
                    if [ -e "$d" ]; then mv "$d" "$t/old" || exit; fi
                    mv "$s" "$d" || exit\
                    """,
                    numbers(), version + " " + arch)))
        .sharing(LIST)
        .sharing(SH);
  }

  private Script digest(List<URI> addresses, String arch, String file) {
    if (sha256.isPresent()) {
      return Script.of("sum={}", sha256.get());
    }
    var beside =
        addresses.stream()
            .map(address -> address.resolve(Mirrors.filled(sums, name, version, arch)))
            .toList();
    return Script.lines(
        Script.of("first \"$t/sums\" " + places(beside), beside.toArray()),
        Script.of(
            """
            sum=$(listed "$t/sums" {})
            case $sum in
            '' | *[!0-9a-f]*) die "$u has no digest of "{} ;;
            esac\
            """,
            file.replaceAll("[.*^$/\\\\\\[\\]]", "\\\\$0"),
            file));
  }

  private static Script fetch(List<URI> addresses) {
    return Script.lines(
        Script.of("first \"$t/archive\" " + places(addresses), addresses.toArray()),
        new Script("check \"$t/archive\" \"$sum\" \"$u\""));
  }

  private static String places(List<URI> addresses) {
    return addresses.stream().map(address -> "{}").collect(Collectors.joining(" "));
  }

  private String numbers() {
    var numbers = NUMBERS.matcher(version);
    return numbers.find() ? numbers.group() : version;
  }

  private static String file(URI address) {
    var path = address.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
