package runbook.modules.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** The report for a browser, of hosts that fail, differ, wait and do not answer. */
class HtmlReportTest {

  private static final String SITE =
      """
      - name: Set up <b>the tier</b>
        hosts: all
        tasks:
          - name: Write what is the same
            copy: { content: "same\\n", dest: "ROOT/{{ inventory_hostname }}" }
          - name: Say it
            debug: { msg: "</pre></script><script>alert(1)</script>" }
          - name: Fail on the second
            shell: "echo '</script><img src=x onerror=alert(1)>' >&2; exit 3"
            when: inventory_hostname == 'web02'
          - barrier: { name: enough are there, need: 2 }
          - name: Come after the others
            command: 'true'
      """;

  @TempDir Path folder;
  private RecordedProject project;
  private int count;

  @BeforeEach
  void write() throws Exception {
    project = RecordedProject.in(folder).playbook(SITE.replace("ROOT", folder.toString()));
  }

  private Path report(int hosts, String... options) throws Exception {
    var inventory = new StringBuilder("all:\n  hosts:\n");
    IntStream.range(1, hosts)
        .forEach(i -> inventory.append("    web%02d: { connection: local }\n".formatted(i)));
    // Nothing listens there.
    inventory.append("    web%02d: { address: 127.0.0.1, port: 1 }\n".formatted(hosts));
    project.inventory(inventory.toString());
    var page = folder.resolve("report%d.html".formatted(count++));
    project.play(
        Stream.concat(Stream.of("--report", "html=" + page), Stream.of(options))
            .toArray(String[]::new));
    return page;
  }

  /** Reads the page without the script, which is no XML. */
  private static Document parsed(Path page) throws Exception {
    var text = Files.readString(page);
    int from = text.lastIndexOf("<script>");
    var xml = text.substring(0, from) + text.substring(text.indexOf("</script>", from) + 9);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.replace("<!DOCTYPE html>", "").getBytes(UTF_8)));
  }

  private static List<Element> all(Document document, String element, String style) {
    var nodes = document.getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> (Element) nodes.item(i))
        .filter(one -> (" " + one.getAttribute("class") + " ").contains(" " + style + " "))
        .toList();
  }

  @Test
  void pageShowsFailuresTroublesLanesAndChain() throws Exception {
    var document = parsed(report(4));
    var failed = all(document, "details", "failed");
    assertEquals(2, failed.size());
    assertTrue(failed.get(0).getAttribute("data-task").contains("site.yml:8:7"));
    assertTrue(failed.get(0).getTextContent().contains("exit status: 3"));
    assertEquals("web04", failed.get(1).getAttribute("data-hosts"));
    var lanes = all(document, "table", "lanes").getFirst().getElementsByTagName("svg");
    assertEquals(4, lanes.getLength());
    assertTrue(!all(document, "rect", "chain").isEmpty());
    assertTrue(!all(document, "rect", "barrier").isEmpty());
  }

  @Test
  void whatIsTheSameOnSeveralHostsIsShownOnce() throws Exception {
    var after =
        all(parsed(report(5, "--limit", "web01,web03,web04")), "details", "changed").stream()
            .filter(one -> one.getAttribute("data-task").contains("Come after"))
            .toList();
    assertEquals(1, after.size());
    assertEquals("web01 web03 web04", after.getFirst().getAttribute("data-hosts"));
  }

  @Test
  void textOfHostsHasNoEffect() throws Exception {
    var page = report(4);
    var text = Files.readString(page);
    assertEquals(1, text.split("<script", -1).length - 1);
    assertEquals(0, parsed(page).getElementsByTagName("img").getLength());
    assertEquals(0, parsed(page).getElementsByTagName("script").getLength());
    assertTrue(text.contains("content=\"default-src 'none'; style-src 'sha256-"), text);
    assertTrue(!text.contains("http://") && !text.contains("https://"), "it needs no network");
  }

  @Test
  void pageOfManyHostsStaysSmall() throws Exception {
    var page = report(60);
    assertTrue(Files.size(page) < 60 * 8_000, "size " + Files.size(page));
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 400})
  void browserFiltersByHostTaskAndStateAndKeys(int width) throws Exception {
    assumeTrue(BrowserPage.program().isPresent(), "chromium is not installed");
    var shown = "[...document.querySelectorAll('details.step')].filter(s => !s.hidden)";
    try (var page =
        BrowserPage.open(report(4), Files.createDirectory(folder.resolve("browser")), width)) {
      var all = Integer.parseInt(page.evaluate(shown + ".length"));
      assertTrue(all > 5, all + " steps");
      page.type("/");
      page.type("web04");
      assertEquals("1", page.evaluate(shown + ".length"));
      assertEquals("unreachable", page.evaluate(shown + "[0].querySelector('.state').innerText"));
      assertEquals(
          "1",
          page.evaluate(
              "[...document.querySelectorAll('.lanes tbody tr')].filter(r => !r.hidden).length"));
      page.press("Escape", "");
      assertEquals("" + all, page.evaluate(shown + ".length"));

      page.evaluate("document.querySelector('[value=changed]').click()");
      assertEquals("0", page.evaluate(shown + ".filter(s => s.dataset.state == 'changed').length"));
      page.type("jj");
      assertEquals(
          "unreachable", page.evaluate("document.activeElement.querySelector('.state').innerText"));
      page.press("Enter", "\r");
      assertEquals("true", page.evaluate("document.activeElement.closest('details').open"));

      page.evaluate("document.querySelector('[name=task]').focus()");
      page.type("nowhere");
      assertEquals("false", page.evaluate("document.getElementById('nothing').hidden"));
      // Nothing is cut off at the side.
      assertEquals("true", page.evaluate("document.documentElement.scrollWidth <= innerWidth"));
      assertEquals(
          "rgb(255, 255, 255)", page.evaluate("getComputedStyle(document.body).backgroundColor"));
      assertEquals(
          "block", page.evaluate("getComputedStyle(document.querySelector('.lanes svg')).display"));
    }
  }
}
