package runbook.modules.file;

import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.param.HostPath;

/**
 * The script that looks at a path. It prints {@code id}, the folder's letters and group, the line
 * of {@code ls} with numbers and the line with names, and then what the kind of file asks for: a
 * link's target, a file's digest and perhaps its bytes.
 */
final class FileQuery {

  /** A text longer than this is not fetched for {@code --diff}. */
  static final int LONGEST_TEXT = 100_000;

  /** Without a tool for digests a file is fetched as a whole, if it is no larger. */
  private static final int LARGEST_FETCHED = 10_000_000;

  private FileQuery() {}

  static Script of(HostPath path, Fact.Detail detail) {
    return fetching(path, detail == Fact.Detail.TEXT ? LONGEST_TEXT : -1);
  }

  /** The same with its bytes, unless they are more than that. */
  static Script fetching(HostPath path, int fetch) {
    return Script.of("look {} {} {} {}", path, path.parent(), fetch, LARGEST_FETCHED)
        .sharing(Digests.SH)
        .sharing(LOOK);
  }

  /** The same with its bytes, unless they are those of a digest or too many. */
  static Script unless(HostPath path, String digest, int most) {
    return Script.of(
            """
            f={} w={} m={}
            [ ! -f "$f" ] || [ ! -r "$f" ] || { h=$(digest <"$f"); [ "${h%% *}" != "$w" ] || m=-1; }
            look "$f" {} "$m" {}\
            """,
            path, digest, most, path.parent(), LARGEST_FETCHED)
        .sharing(Digests.SH)
        .sharing(LOOK);
  }

  /** {@code set} splits at spaces: where a name holds one, the number stands for it. */
  private static final String LOOK =
      """
      me=$(id)
      look() {
      p=$1 d=$2 fetch=$3 most=$4
      echo "${me:?cannot tell who this is}"
      if [ ! -d "$d" ]; then
        a=$d
        while [ ! -e "${a:-/}" ] && [ ! -L "$a" ]; do a=${a%/*}; done
        if [ -e "${a:-/}" ]; then echo missing; else echo astray; fi
      elif [ -w "$d" ] && [ -x "$d" ]; then
        if [ -k "$d" ] && [ ! -O "$d" ] && [ "${me#uid=0(}" = "$me" ]; then echo sticky
        else echo open; fi
      else echo closed; fi
      r=$(cd -P "$d" 2>/dev/null && pwd -P)
      case $r in "$d" | *"
      "*) echo ;; *) printf '%s\\n' "$r" ;; esac
      set -f
      if [ -d "$d" ] && [ -g "$d" ]; then
        l=$(ls -ldn "$d/.") && set -- $l && i=$4 &&
          l=$(ls -ld "$d/.") && set -- $l && echo "$i $4" || exit
      else echo; fi
      l=$(ls -ldn "$p" 2>&1) || {
        case $l in
        *": No such file or directory" | *": Not a directory") echo absent; exit 0 ;;
        *) printf '%s\\n' "$l" >&2; exit 1 ;;
        esac
      }
      n=$(ls -ld "$p") || exit
      set -- $n
      count=$# user=$3 group=$4
      set -- $l
      [ $# = $count ] || user=$3 group=$4
      echo "$1 $3 $4 $user $group"
      case $1 in
      l*)
        t=${l#*" $p -> "}
        readlink "$p" 2>/dev/null || printf '%s\\n' "$t"
        exit ;;
      -*) ;;
      *) exit 0 ;;
      esac
      if [ ! -r "$p" ]; then echo unreadable; exit 0; fi
      h=$(digest < "$p") || exit
      h=${h%% *}
      if [ $h = none ]; then
        [ $5 -le $most ] || { echo "no tool for digests (such as sha256sum)" >&2; exit 1; }
        fetch=$most
      fi
      if [ $5 -le $fetch ]; then echo fetched; cat "$p"; else echo "$h $5"; fi
      }
      """;
}
