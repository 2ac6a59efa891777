package runbook.modules.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.play.ProgramOutput;

@EnabledIf("runbook.modules.share.GitRepository#isGitInstalled")
class SharedRolesTest {

  @TempDir Path folder;
  private GitRepository web;
  private TrialProject project;

  @BeforeEach
  void prepare() throws Exception {
    web = GitRepository.in(folder.resolve("web.git"));
    web.version("v1.2.0", "web 1.2.0").version("1.3.1", "web 1.3.1").version("v2.0.0", "web 2.0.0");
    web.version("v1.4.0-rc.1", "web 1.4.0-rc.1");
    project = TrialProject.in(folder.resolve("project"));
  }

  private static void assertSays(ProgramOutput output, int status, String... texts) {
    assertEquals(status, output.status(), output::toString);
    for (var text : texts) {
      assertTrue((output.out() + output.err()).contains(text), () -> text + "\n" + output);
    }
  }

  private void ask(String range) throws Exception {
    project.asks("from: '%s', version: '%s'".formatted(web.url(), range));
  }

  @Test
  void aRangeTakesTheHighestVersionInIt() throws Exception {
    ask("^1.2");
    assertSays(project.get(), 0, "web 1.3.1 from " + web.url() + " (new)");
    assertSays(project.check(), 0, "web 1.3.1");
    ask("~1.2");
    assertSays(project.get(), 0, "web 1.3.1 → 1.2.0");
    assertSays(project.check(), 0, "web 1.2.0");
    ask(">=1.2");
    assertSays(project.get("--update"), 0, "web 1.2.0 → 2.0.0");
    ask("1.4.0-rc.1");
    assertSays(project.get(), 0, "web 2.0.0 → 1.4.0-rc.1");
  }

  @Test
  void theLockKeepsVersionsUntilAnUpdateMovesThemWithinTheRange() throws Exception {
    ask("^1.2");
    project.mustGet();
    var lock = project.lock();
    web.version("v1.9.0", "web 1.9.0");

    assertSays(project.get(), 0, "web 1.3.1");
    assertEquals(lock, project.lock());
    assertSays(project.get("--update", "web"), 0, "web 1.3.1 → 1.9.0");
    assertTrue(project.lock().contains("version: \"1.9.0\""), project.lock());
    assertSays(project.check(), 0, "web 1.9.0");
  }

  @Test
  void theLockIsTheSameWhereverAndWheneverItIsWritten() throws Exception {
    var base = GitRepository.in(folder.resolve("base.git")).version("v1.0.0", "base");
    project.asks("from: '%s'".formatted(web.url()), "from: '%s'".formatted(base.url()));
    project.mustGet();
    var other = TrialProject.in(folder.resolve("other"));
    other.asks("from: '%s'".formatted(base.url()), "from: '%s'".formatted(web.url()));
    other.mustGet();
    assertEquals(project.lock(), other.lock());
    assertTrue(project.lock().indexOf("\"base\"") < project.lock().indexOf("\"web\""));
  }

  @Test
  void gotRolesNeedNoSource() throws Exception {
    ask("^1.2");
    project.mustGet();
    Files.move(web.folder(), folder.resolve("gone"));

    assertSays(project.lint(), 0, "no problems");
    assertSays(project.check(), 0, "web 1.3.1");
    assertSays(project.get(), 0, "web 1.3.1");
  }

  @Test
  void theLockBringsTheSameFilesToAnotherMachine() throws Exception {
    ask("^1.2");
    project.mustGet();
    web.version("v1.9.0", "web 1.9.0");
    var other = TrialProject.in(folder.resolve("other"));
    other.write("runbook.yml", Files.readString(project.folder().resolve("runbook.yml")));
    other.write("runbook.lock", project.lock());

    assertSays(other.lint(), 65, "is in runbook.lock, but not in", "run 'runbook get'");
    other.mustGet();
    assertEquals(project.lock(), other.lock());
    assertSays(other.check(), 0, "web 1.3.1");
  }

  @Test
  void alteredContentIsRefusedUntilItIsGotAgain() throws Exception {
    ask("^1.2");
    project.mustGet();
    var tasks = project.got("web/1.3.1/tasks/main.yml");
    Files.setPosixFilePermissions(tasks, PosixFilePermissions.fromString("rw-r--r--"));
    Files.writeString(tasks, "- command: rm -r /srv\n");
    Files.writeString(tasks.resolveSibling("more.yml"), "");

    assertSays(
        project.check(),
        65,
        "runbook.yml:2:",
        "web 1.3.1 is not as it was got: tasks/main.yml was changed, tasks/more.yml was added",
        "run 'runbook get' to put it back");
    assertSays(project.lint(), 65, "is not as it was got");
    project.mustGet();
    assertFalse(Files.exists(tasks.resolveSibling("more.yml")));
    assertSays(project.check(), 0, "web 1.3.1");
  }

  @Test
  void gotFilesCannotBeWrittenByAccident() throws Exception {
    ask("^1.2");
    project.mustGet();
    var permissions = Files.getPosixFilePermissions(project.got("web/1.3.1/tasks/main.yml"));
    assertEquals("r--r--r--", PosixFilePermissions.toString(permissions));
  }

  @Test
  void roleThatWasNotGotIsRefused() throws Exception {
    ask("^1.2");
    assertSays(project.check(), 65, "the role 'web' has not been got yet", "run 'runbook get'");
    project.mustGet();
    ask("^2");
    assertSays(
        project.check(), 65, "runbook.lock has web 1.3.1", "not what is asked for here", "get'");
  }

  @Test
  void rolesOfRolesAreGot() throws Exception {
    var base = GitRepository.in(folder.resolve("base.git"));
    base.version("v1.0.0", "base 1.0.0").version("v2.0.0", "base 2.0.0");
    web.write("runbook.yml", "roles: [{from: '%s', version: ^1}]\n".formatted(base.url()));
    web.write("meta/main.yml", "dependencies: [base]\n").version("v1.5.0", "web 1.5.0");
    ask("^1.2");

    assertSays(project.get(), 0, "base 1.0.0", "web 1.5.0");
    assertSays(project.check(), 0, "base 1.0.0", "web 1.5.0");
  }

  @Test
  void conflictSaysWhoWantsWhat() throws Exception {
    var base = GitRepository.in(folder.resolve("base.git"));
    base.version("v1.0.0", "base 1.0.0").version("v2.0.0", "base 2.0.0");
    web.write("runbook.yml", "roles: [{from: '%s', version: ^1}]\n".formatted(base.url()));
    web.version("v1.5.0", "web 1.5.0");
    project.asks(
        "from: '%s', version: ^2".formatted(base.url()),
        "from: '%s', version: ^1.4".formatted(web.url()));

    assertSays(
        project.get(),
        65,
        "runbook.yml:2:",
        "no version of 'base' suits all who want it: runbook.yml wants ^2, web 1.5.0 wants ^1",
        "there is 2.0.0, 1.0.0");
    assertFalse(Files.exists(project.folder().resolve("runbook.lock")));
  }

  @Test
  void tagThatWasMovedIsRefusedUntilAnUpdateTakesIt() throws Exception {
    ask("1.2.0");
    project.mustGet();
    var lock = project.lock();
    web.write("tasks/main.yml", "- debug: { msg: evil }\n").commit("another 1.2.0");
    web.git("tag", "--force", "v1.2.0");
    var other = TrialProject.in(folder.resolve("other"));
    other.write("runbook.yml", Files.readString(project.folder().resolve("runbook.yml")));
    other.write("runbook.lock", lock);

    assertSays(other.get(), 65, "web 1.2.0 is no longer what it was: its tag v1.2.0 led to");
    assertEquals(lock, other.lock());
    assertSays(other.get("--update"), 0, "web 1.2.0");
    assertSays(other.check(), 0, "evil");
  }

  @Test
  void versionThatDoesNotExistIsRefusedWithThoseThatDo() throws Exception {
    ask("^3");
    assertSays(
        project.get(),
        65,
        "runbook.yml:2:",
        "runbook.yml wants ^3, but " + web.url() + " has no such version",
        "there is 2.0.0, 1.4.0-rc.1, 1.3.1, 1.2.0");
    var bare = GitRepository.in(folder.resolve("bare.git"));
    bare.commit("no tag");
    project.asks("from: '%s'".formatted(bare.url()));
    assertSays(project.get(), 65, "has no tag that names a version", "git tag v1.0.0");
  }

  @Test
  void sourceThatCannotBeReachedIsNamed() throws Exception {
    project.asks("from: 'git+file://%s'".formatted(folder.resolve("nowhere")));
    assertSays(project.get(), 69, "runbook.yml:2:", "cannot reach file://" + folder, "try 'git");
    project.asks("from: 'git+https://127.0.0.1:1/web.git'");
    assertSays(project.get(), 69, "cannot reach https://127.0.0.1:1/web.git: unable to access");
  }

  @Test
  void mistakesInTheFileAreReportedWithTheirLines() throws Exception {
    project.asks(
        "form: '%s'".formatted(web.url()),
        "from: '%s', version: new".formatted(web.url()),
        "from: 'https://example.org/db.git'",
        "from: 'git@example.org:db.git'",
        "from: 'git+https://me:s3cr3t@example.org/db.git'",
        "from: 'git+http://example.org/db.git'",
        "from: '%s', name: ../up".formatted(web.url()),
        "from: '%s', folder: ../up, name: up".formatted(web.url()));
    var said = project.get();
    assertSays(
        said,
        65,
        "runbook.yml:2:7: error: a role has no key 'form'",
        "runbook.yml:3:",
        "'new' is not a range of versions",
        "write git+https://example.org/db.git",
        "write git+ssh://git@example.org/db.git",
        "an address must not contain a password or token",
        "roles cannot be got by 'git+http://'",
        "'../up' cannot be the name of a role",
        "'../up' is not a folder of a repository");
    assertFalse(said.toString().contains("s3cr3t"), said::toString);
    assertSays(project.lint(), 65, "a role has no key 'form'", "problems");
    assertFalse(project.lint().err().contains("there is no role 'web'"));
  }

  @Test
  void linksAndSubmodulesAreRefused() throws Exception {
    Files.createSymbolicLink(web.folder().resolve("tasks/link.yml"), Path.of("/etc/passwd"));
    web.version("v1.6.0", "web 1.6.0");
    ask("^1.2");
    assertSays(project.get(), 65, "v1.6.0 of", "has a link 'tasks/link.yml'");
  }

  @Test
  void repositoryThatIsNoRoleIsRefused() throws Exception {
    var other = GitRepository.in(folder.resolve("other.git"));
    other.write("roles/web/tasks/main.yml", "- debug: { msg: inside }\n").commit("roles");
    other.git("tag", "v1.0.0");
    project.asks("from: '%s', name: web".formatted(other.url()));
    assertSays(project.get(), 65, "is not a role", "name it with 'folder'");
    project.asks("from: '%s', folder: roles/web".formatted(other.url()));
    project.mustGet();
    assertSays(project.check(), 0, "inside");
    project.asks("from: '%s', folder: roles/db, name: web".formatted(other.url()));
    assertSays(project.get(), 65, "there is no folder 'roles/db' in v1.0.0");
  }

  @Test
  void roleInTwoPlacesIsRefused() throws Exception {
    ask("^1.2");
    project.write("roles/web/tasks/main.yml", "- debug: { msg: mine }\n").mustGet();
    assertSays(project.lint(), 65, "site.yml:2:", "there are two roles 'web'", "another 'name'");
  }

  @Test
  void folderIsUsedAsItIsInsteadOfAnyVersion() throws Exception {
    project.asks("from: ../web.git, name: web");
    project.mustGet();
    web.write("tasks/main.yml", "- debug: { msg: being written }\n");
    assertSays(project.check(), 0, "being written");
    assertFalse(project.lock().contains("web"), project.lock());
    project.asks("from: ../missing, name: web");
    assertSays(project.get(), 65, "there is no folder", "missing");
    assertSays(project.lint(), 65, "is not a role");
  }

  @Test
  void lockThatWasEditedIsRefused() throws Exception {
    ask("^1.2");
    project.mustGet();
    project.write("runbook.lock", project.lock().replaceAll("sha256:.{4}", "sha256:0000"));
    assertSays(project.lint(), 65, "it is another one than in runbook.lock");
    assertSays(project.get(), 65, "do not have the digest that runbook.lock names");
    project.write("runbook.lock", "roles: {web: {version: 1}}\n");
    assertSays(project.lint(), 65, "runbook.lock:1:9", "not what 'runbook get' wrote");
  }

  @Test
  void updateOfARoleThatIsNotThereIsRefused() throws Exception {
    ask("^1.2");
    project.mustGet();
    assertSays(project.get("--update", "wep"), 65, "there is no role 'wep'", "did you mean 'web'?");
    assertSays(project.get("web"), 64, "only with --update");
  }

  @Test
  void folderWithoutAFileIsToldWhatToWrite() {
    assertSays(project.get(), 65, "runbook.yml", "roles: [{from: git+https://");
  }

  @Test
  void machineWithoutGitIsToldToInstallIt() throws Exception {
    ask("^1.2");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            "runbook.cli.Main",
            "get",
            "--project",
            project.folder().toString());
    builder.environment().put("PATH", folder.toString());
    var process = builder.redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(69, process.waitFor(), said);
    assertTrue(said.contains("git cannot be run"), said);
    assertTrue(said.contains("apt-get install git"), said);
  }

  @Test
  void getThatFailsChangesNothing() throws Exception {
    ask("^1.2");
    project.mustGet();
    var lock = project.lock();
    web.version("v1.9.0", "web 1.9.0");
    var base = GitRepository.in(folder.resolve("base.git"));
    project.asks(
        "from: '%s', version: ^1.2".formatted(web.url()), "from: '%s'".formatted(base.url()));

    assertSays(project.get("--update"), 65, "has no tag that names a version");
    assertEquals(lock, project.lock());
    assertFalse(Files.exists(project.got("web/1.9.0")));
  }
}
