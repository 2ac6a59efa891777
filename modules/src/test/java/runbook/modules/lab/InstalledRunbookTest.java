package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** What users install runs on a host that has no JDK. */
@NeedsLab(hosts = 1)
class InstalledRunbookTest {

  private static final Path UNPACK_IMAGE =
      Path.of("../engine/dist/src/test/unpack-image.sh").toAbsolutePath().normalize();

  /** Where the archive is unpacked. */
  private static final String HOME = "/srv/runbook";

  private static final String FIRST_START = "preparing quick starts";

  /** Hides every JDK of this machine from the host, which is a copy of it. */
  private static final String HIDE_JAVA =
      """
      mountpoint -q /usr/lib/jvm || mount -t tmpfs none /usr/lib/jvm
      ! command -v java || exit 1
      id runner >/dev/null 2>&1 || useradd -m runner\
      """;

  /** The commands with the language and the modules, over the connection to this machine. */
  private static final String USE =
      """
      set -e
      mkdir -p ~/project
      cp -R %1$s/playbooks %1$s/templates %1$s/inventory ~/project
      cd ~/project
      %2$s --version
      %2$s lint playbooks/lay-out.yml -i inventory/local.yml
      %2$s play playbooks/lay-out.yml -i inventory/local.yml
      %2$s play playbooks/lay-out.yml -i inventory/local.yml --detailed-exitcode >/dev/null
      rm -rf /tmp/runbook-local
      echo all done\
      """;

  private final LabHosts hosts;
  private final OneHostLab host;
  private BuiltDistribution built;

  InstalledRunbookTest(LabHosts hosts, @TempDir Path folder) {
    this.hosts = hosts;
    host = new OneHostLab(hosts, folder);
  }

  @BeforeEach
  void noJava() throws Exception {
    built = BuiltDistribution.required();
    assertEquals("", host.on(HIDE_JAVA));
  }

  @Test
  void archiveRunsForRoot() throws Exception {
    send(built.file(".tar.gz"), "archive");
    unpack();
    var first = host.on(USE.formatted(HOME, HOME + "/runbook"));
    assertRan(first);
    assertTrue(first.contains(FIRST_START), first);
    assertEquals("", host.on("test -s /srv/runbook/lib/start.aot || echo slow"));
    var again = host.on(USE.formatted(HOME, HOME + "/runbook"));
    assertRan(again);
    assertFalse(again.contains(FIRST_START), again);
    // Java fails if it cannot take the cache.
    var strict =
        "cd /srv/runbook && JAVA_TOOL_OPTIONS=-XX:AOTMode=on ./runbook doc copy && echo done";
    var said = host.on(strict);
    assertTrue(said.endsWith("done"), said);
  }

  @Test
  void archiveRunsForUser() throws Exception {
    send(built.file(".tar.gz"), "archive");
    asRunner("rm -rf runbook*; tar xzf /srv/archive && mv runbook-* runbook");
    var said = asRunner(USE.formatted("~/runbook", "~/runbook/runbook"));
    assertRan(said);
    assertTrue(said.contains(FIRST_START), said);
  }

  @Test
  void archiveOfRootRunsForUserWithoutCache() throws Exception {
    send(built.file(".tar.gz"), "archive");
    unpack();
    host.on("ln -sf /srv/runbook/runbook /usr/local/bin/runbook-of-root");
    var said = asRunner(USE.formatted(HOME, "runbook-of-root"));
    assertRan(said);
    assertFalse(said.contains(FIRST_START), said);
  }

  @Test
  void debianPackageIsInstalledAndRemovedWithoutTrace() throws Exception {
    send(built.file(".deb"), "package.deb");
    var installed = host.on("dpkg -i /srv/package.deb && echo done");
    assertTrue(installed.endsWith("done"), installed);
    assertEquals("", host.on("find /usr/lib/runbook ! -user root -o ! -group root"));
    assertEquals(
        "", host.on("dpkg -V runbook; test -s /usr/lib/runbook/lib/start.aot || echo slow"));
    assertRan(asRunner(USE.formatted("/usr/lib/runbook", "runbook")));
    // The same version again is an update.
    assertTrue(host.on("dpkg -i /srv/package.deb && echo done").endsWith("done"));
    assertTrue(host.on("dpkg -r runbook && echo done").endsWith("done"));
    assertEquals("", host.on("ls -d /usr/lib/runbook /usr/bin/runbook 2>/dev/null"));
  }

  @Test
  void rpmPackageHasTheFilesOfTheArchive() throws Exception {
    send(built.file(".tar.gz"), "archive");
    send(built.file(".rpm"), "package.rpm");
    unpack();
    host.on("rm -rf /srv/rpm; mkdir /srv/rpm");
    host.on("cd /srv/rpm && busybox rpm2cpio /srv/package.rpm | busybox cpio -idm");
    var list =
        "cd %s && find . -printf '%%p %%y %%m %%u %%g %%l %%T@ %%s\\n' | grep -v ' d ' | sort";
    var files = host.on(list.formatted(HOME));
    assertTrue(files.contains("./runtime/bin/java f 755 root root"), files);
    assertEquals(files, host.on(list.formatted("/srv/rpm/usr/lib/runbook")));
    assertEquals("", host.on("diff -r /srv/runbook /srv/rpm/usr/lib/runbook"));
    assertTrue(host.on("/srv/rpm/usr/bin/runbook --version").startsWith("runbook "));
  }

  @Test
  void imageRunsAndFitsItsDigests() throws Exception {
    send(built.file(".oci.tar"), "image.tar");
    send(UNPACK_IMAGE, "unpack-image.sh");
    var said = host.on("sh /srv/unpack-image.sh /srv/image.tar /srv/image && echo done");
    assertEquals("done", said);
    var run = "chroot /srv/image /usr/bin/runbook %s";
    assertTrue(host.on(run.formatted("--version")).startsWith("runbook "));
    var inside = "/usr/lib/runbook/";
    var files = inside + "playbooks/lay-out.yml -i " + inside + "inventory/local.yml";
    var played = host.on(run.formatted("play " + files) + " && echo all done");
    assertTrue(played.endsWith("all done"), played);
    assertFalse(played.contains(FIRST_START), played);
  }

  private void unpack() throws Exception {
    host.on("cd /srv && rm -rf runbook && tar xzf archive && mv runbook-0* runbook");
  }

  private String asRunner(String script) throws Exception {
    return hosts.exec("host1", "su", "-", "runner", "-c", script).text().strip();
  }

  private static void assertRan(String said) {
    assertTrue(said.contains("runbook ") && said.endsWith("all done"), said);
  }

  /** Copies a file of the distribution to the host. */
  private void send(Path file, String name) throws Exception {
    var said =
        host.play("- copy: { src: '%s', dest: '/srv/%s', mode: '0644' }".formatted(file, name));
    assertEquals(0, said.status(), said.text());
  }
}
