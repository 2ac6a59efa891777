package runbook.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import runbook.module.param.FileContent;
import runbook.report.RunSummary;
import runbook.report.StepSummary.StepState;
import runbook.report.Tally;

/**
 * Writes a page for a browser that needs nothing else. Only our own style and script have an effect
 * in it, whatever hosts say.
 */
final class HtmlReport {

  private final RunSummary runSummary;
  private final HtmlText html = new HtmlText();

  private HtmlReport(RunSummary runSummary) {
    this.runSummary = runSummary;
  }

  static String of(RunSummary runSummary) {
    return new HtmlReport(runSummary).page();
  }

  private String page() {
    var about = runSummary.about();
    var style = resource("report.css");
    var script = resource("report.js");
    var title = "%s of %s".formatted(about.check() ? "check" : "play", about.playbook());
    html.verbatim("<!DOCTYPE html>\n").open("html", "lang", "en").open("head").line();
    html.single("meta", "charset", "utf-8").line();
    var policy =
        "default-src 'none'; style-src '%s'; script-src '%s'"
            .formatted(digest(style), digest(script));
    html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy).line();
    html.single("meta", "name", "viewport", "content", "width=device-width").line();
    html.element("title", title + ": " + result()).line();
    html.open("style").verbatim(style).close("style", "head").line().open("body").line();
    header(title);
    filters();
    html.open("main").line();
    var htmlSteps = new HtmlSteps(runSummary, html);
    htmlSteps.section("Failed", true, StepState.FAILED);
    htmlSteps.troubles();
    new HtmlTimeline(runSummary, html).write();
    htmlSteps.section(about.check() ? "Would change" : "Changed", false, StepState.CHANGED);
    htmlSteps.section("Unknown", false, StepState.UNKNOWN);
    htmlSteps.section("Failures ignored", false, StepState.IGNORED);
    hosts();
    htmlSteps.section("Without change", false, StepState.OK, StepState.SKIPPED);
    warnings();
    html.element("p", "Nothing here has these words.", "id", "nothing", "hidden", "hidden").line();
    html.close("main").line();
    html.open("script").verbatim(script).close("script", "body", "html").line();
    return html.toString();
  }

  private void header(String title) {
    var about = runSummary.about();
    html.open("header").line();
    html.open("h1").element("span", result(), "class", "result " + result());
    html.text(" " + title).close("h1").line();
    html.element(
            "p",
            String.format(
                Locale.ROOT,
                "%s (run %s, began %s, took %.1f s)",
                runSummary.sentence(),
                about.run(),
                about.began(),
                runSummary.totals().took().toMillis() / 1000.0))
        .line();
    html.close("header").line();
  }

  private String result() {
    return runSummary.totals().result().name().toLowerCase(Locale.ROOT);
  }

  private void filters() {
    html.open("form", "id", "filters", "aria-label", "Show only").line();
    field("host", "hosts", "web1");
    field("task", "tasks", "name or file");
    html.open("fieldset").element("legend", "state");
    for (var state : StepState.values()) {
      var word = state.name().toLowerCase(Locale.ROOT);
      html.open("label")
          .single("input", "type", "checkbox", "name", "state", "value", word, "checked", "checked")
          .text(" " + word)
          .close("label");
    }
    html.close("fieldset").line();
    html.element(
        "p", "Keys: / to a filter, j and k through the steps, Enter opens one, o opens all.");
    html.close("form").line();
  }

  private void field(String name, String label, String hint) {
    html.open("label").text(label + " ");
    html.single("input", "type", "search", "name", name, "placeholder", hint);
    html.close("label").line();
  }

  private void hosts() {
    html.open("section", "id", "hosts").element("h2", "Hosts").open("div", "class", "wide");
    html.open("table").open("thead").open("tr");
    var changed = runSummary.about().check() ? "change" : "changed";
    for (var title : new String[] {"host", "ok", changed, "unknown", "skipped", "failed", ""}) {
      html.element("th", title);
    }
    html.close("tr", "thead").open("tbody").line();
    for (var host : runSummary.hosts().entrySet()) {
      host(host);
    }
    html.close("tbody", "table", "div", "section").line();
  }

  private void host(Map.Entry<String, Tally.HostCounts> host) {
    var counts = host.getValue();
    html.open("tr", "data-hosts", host.getKey()).element("th", host.getKey());
    for (int count :
        new int[] {
          counts.ok(), counts.changed(), counts.unsure(), counts.skipped(), counts.failed()
        }) {
      html.element("td", String.valueOf(count));
    }
    html.element("td", counts.end().orElse(""), "class", "end").close("tr").line();
  }

  private void warnings() {
    if (!runSummary.warnings().isEmpty()) {
      html.open("section").element("h2", "Warnings").open("ul").line();
      runSummary.warnings().forEach(warning -> html.element("li", warning).line());
      html.close("ul", "section").line();
    }
  }

  private static String resource(String name) {
    try (var in = HtmlReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the digest by which a browser knows our own style and script. */
  private static String digest(String text) {
    var sha256 = FileContent.newDigest().digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(sha256);
  }
}
