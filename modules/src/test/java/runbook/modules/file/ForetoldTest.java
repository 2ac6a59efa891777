package runbook.modules.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static runbook.modules.file.Asked.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Module;
import runbook.modules.Machine;
import runbook.modules.Shells;
import runbook.step.StepFailed;
import runbook.testkit.FileTree;
import runbook.testkit.Sh;

/**
 * What check mode says of a row of steps is what a run then does, and a second run does nothing.
 */
class ForetoldTest {

  private static final String UNKNOWN = "unknown";

  @TempDir Path folder;

  /** What is there before: nothing, or leftovers of all kinds that may be in the way. */
  enum Before {
    EMPTY,
    LEFTOVERS
  }

  /** Steps that build on each other, on paths below the folder given. */
  enum Steps {
    A_FILE_IN_A_NEW_FOLDER {
      @Override
      List<Module> in(Path at) {
        return List.of(
            directory(at.resolve("a/b/c"), "0750"),
            copy(at.resolve("a/b/c/file"), "text\n", "0640"),
            stat(at.resolve("a/b/c/file")),
            mode(at.resolve("a/b/c/file"), "0600"),
            copy(at.resolve("a/b/c/file"), "text\n"));
      }
    },
    A_FOLDER_REMOVED_AND_MADE_AGAIN {
      @Override
      List<Module> in(Path at) {
        return List.of(
            absent(at.resolve("full")),
            stat(at.resolve("full/inside")),
            directory(at.resolve("full")),
            stat(at.resolve("full/inside")),
            copy(at.resolve("full/inside"), "inside"),
            stat(at.resolve("full/inside")));
      }
    },
    A_FOLDER_THAT_IS_NOT_THERE {
      @Override
      List<Module> in(Path at) {
        return List.of(copy(at.resolve("nowhere/file"), "text"));
      }
    },
    A_FOLDER_THAT_IS_GONE_BY_THEN {
      @Override
      List<Module> in(Path at) {
        return List.of(absent(at.resolve("full")), copy(at.resolve("full/file"), "text"));
      }
    },
    A_FILE_WHERE_A_FOLDER_IS {
      @Override
      List<Module> in(Path at) {
        return List.of(directory(at.resolve("d")), copy(at.resolve("d"), "text"));
      }
    },
    A_FOLDER_WHERE_A_FILE_IS {
      @Override
      List<Module> in(Path at) {
        return List.of(copy(at.resolve("f"), "text"), directory(at.resolve("f")));
      }
    },
    A_FOLDER_BELOW_A_FILE {
      @Override
      List<Module> in(Path at) {
        return List.of(copy(at.resolve("f"), "text"), directory(at.resolve("f/g/h")));
      }
    },
    A_LINK_WHERE_A_FILE_IS {
      @Override
      List<Module> in(Path at) {
        return List.of(copy(at.resolve("f"), "text"), link(at.resolve("f"), "target"));
      }
    },
    LINKS {
      @Override
      List<Module> in(Path at) {
        return List.of(
            link(at.resolve("link"), "elsewhere"),
            link(at.resolve("link"), "else 'where'"),
            stat(at.resolve("link")),
            absent(at.resolve("link")),
            absent(at.resolve("link")));
      }
    },
    A_LINK_TO_A_FOLDER {
      @Override
      List<Module> in(Path at) {
        return List.of(
            directory(at.resolve("real")),
            link(at.resolve("way"), "real"),
            directory(at.resolve("way")),
            copy(at.resolve("way"), "text"));
      }
    },
    THROUGH_A_LINK_TO_A_NEW_FOLDER {
      @Override
      List<Module> in(Path at) {
        return List.of(
            absent(at.resolve("releases")),
            directory(at.resolve("releases/42")),
            link(at.resolve("current"), "releases/42"),
            directory(at.resolve("current/conf")),
            copy(at.resolve("current/app"), "text"),
            stat(at.resolve("current/app")));
      }
    },
    THROUGH_A_LINK_TO_NOTHING {
      @Override
      List<Module> in(Path at) {
        return List.of(
            absent(at.resolve("releases")),
            link(at.resolve("current"), "releases/42"),
            copy(at.resolve("current/app"), "text"));
      }
    },
    A_MODE_FOR_A_LINK {
      @Override
      List<Module> in(Path at) {
        return List.of(link(at.resolve("way"), "real"), mode(at.resolve("way"), "0600"));
      }
    },
    TOUCH {
      @Override
      List<Module> in(Path at) {
        return List.of(
            touch(at.resolve("full/inside"), "0600"),
            touch(at.resolve("stamp"), "0604"),
            copy(at.resolve("stamp"), "text"),
            touch(at.resolve("stamp"), "0644"));
      }
    },
    A_MODE_OF_NOTHING {
      @Override
      List<Module> in(Path at) {
        return List.of(mode(at.resolve("nothing"), "0600"));
      }
    },
    SETGID {
      @Override
      List<Module> in(Path at) {
        return List.of(
            directory(at.resolve("team"), "2775", "daemon"),
            copy(at.resolve("team/file"), "text"),
            stat(at.resolve("team/file")),
            directory(at.resolve("team"), "0755", "daemon"),
            copy(at.resolve("team/other"), "text"),
            stat(at.resolve("team/other")));
      }
    },
    UNKNOWN_OWNER {
      @Override
      List<Module> in(Path at) {
        return List.of(owned(at.resolve("full"), "no-such-user"));
      }
    };

    abstract List<Module> in(Path at);
  }

  static Stream<Arguments> all() {
    return Shells.all().stream()
        .flatMap(sh ->
            Stream.of(Steps.values())
                .flatMap(steps -> Stream.of(Before.values()).map(b -> Arguments.of(sh, steps, b))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void checkSaysWhatARunDoes(Sh sh, Steps steps, Before before) throws Exception {
    assumeTrue(
        steps != Steps.SETGID || System.getProperty("user.name").equals("root"),
        "only root can give a folder to another group");
    if (before == Before.LEFTOVERS) {
      leftovers();
    }
    var modules = steps.in(folder);
    var untouched = FileTree.snapshot(folder);
    var foretold = told(Machine.check(sh), modules);
    assertEquals(untouched, FileTree.snapshot(folder), "check mode changed something");
    if (foretold.remove(UNKNOWN)) {
      // From here on nothing has been promised; which is rare enough to be listed.
      assertTrue(steps == Steps.THROUGH_A_LINK_TO_NOTHING || before == Before.LEFTOVERS);
    }
    var done = told(Machine.run(sh), modules.subList(0, foretold.size()));
    assertEquals(String.join("\n", foretold), String.join("\n", done));
    assertEquals(
        List.of(), FileTree.snapshot(folder).stream().filter(p -> p.contains("runbook-")).toList());
  }

  /** What a link leads to that is only going to be made nobody has looked at. */
  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void whatLiesBehindALinkThatWouldChangeIsUnknown(Sh sh) throws Exception {
    leftovers();
    var machine = Machine.check(sh);
    machine.call(link(folder.resolve("way"), "full"));
    assertEquals(true, machine.call(stat(folder.resolve("way/inside"))).unsure().isPresent());
    assertEquals(true, machine.call(copy(folder.resolve("way/x"), "x")).unsure().isPresent());
    assertEquals(true, machine.call(copy(folder.resolve("way"), "x")).unsure().isPresent());
    assertEquals(false, machine.call(copy(folder.resolve("f"), "x")).unsure().isPresent());
  }

  private void leftovers() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    var full = Files.createDirectory(folder.resolve("full"));
    Files.writeString(full.resolve("inside"), "inside");
    Files.createDirectories(full.resolve("deep/deeper"));
    Files.createDirectory(folder.resolve("d"));
    Files.writeString(folder.resolve("f"), "other text");
    Files.createSymbolicLink(folder.resolve("link"), full);
    Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("way"), Path.of("nowhere"));
    Files.writeString(folder.resolve("stamp"), "stamped");
    Files.createDirectory(folder.resolve("team"));
  }

  private static List<String> told(Machine machine, List<Module> modules) {
    var told = new ArrayList<String>();
    for (var module : modules) {
      try {
        var account = machine.call(module);
        if (account.unsure().isPresent()) {
          told.add(UNKNOWN);
          break;
        }
        told.add("%s %s %s".formatted(account.changed(), account.differences(), account.values()));
      } catch (StepFailed e) {
        told.add(e.failure().message());
        break;
      }
    }
    return told;
  }
}
