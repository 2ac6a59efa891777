package runbook.report.format;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import runbook.report.RunSummary;
import runbook.report.RunTimeline;
import runbook.report.RunTimeline.Span;

/** Draws what each host did when: one lane for each host. */
final class HtmlTimeline {

  /** The width of a lane in units of the drawing; it is stretched to the page. */
  private static final double WIDTH = 1000;

  /** Shorter spans are drawn together with the next. */
  private static final double SHORTEST = 0.7;

  private static final int TICKS = 5;

  private final RunSummary runSummary;
  private final HtmlText html;
  private final Set<Span> chain;
  private final long end;

  HtmlTimeline(RunSummary runSummary, HtmlText html) {
    this.runSummary = runSummary;
    this.html = html;
    chain = new HashSet<>(runSummary.longestChain());
    end =
        runSummary.timeline().values().stream()
            .flatMap(List::stream)
            .mapToLong(Span::to)
            .max()
            .orElse(0);
  }

  void write() {
    if (end == 0) {
      return;
    }
    html.open("section", "id", "timeline").element("h2", "Timeline").line();
    html.open("p", "class", "legend");
    for (var kind : RunTimeline.Kind.values()) {
      if (kind != RunTimeline.Kind.PLANNING) {
        html.open("span", "class", "key " + style(kind)).close("span").text(kind + " ");
      }
    }
    html.open("span", "class", "key chain").close("span").text("longest chain");
    html.close("p").line();
    html.open("div", "class", "tall")
        .open("table", "class", "lanes")
        .open("thead")
        .open("tr")
        .element("th", "");
    html.open("td").open("div", "class", "ticks");
    for (int i = 0; i <= TICKS; i++) {
      html.element("span", String.format(Locale.ROOT, "%.1f s", end / 1e9 * i / TICKS));
    }
    html.close("div", "td", "tr", "thead").open("tbody").line();
    runSummary.timeline().forEach(this::lane);
    html.close("tbody", "table", "div").line();
    chain();
    html.close("section").line();
  }

  private void lane(String host, List<Span> spans) {
    html.open("tr", "data-hosts", host).element("th", host).open("td");
    html.open("svg", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "role", "img");
    for (int i = 0; i < spans.size(); ) {
      int after = i + 1;
      // So that a page of many hosts stays small.
      while (after < spans.size()
          && spans.get(after).kind() == spans.get(i).kind()
          && chain.contains(spans.get(after)) == chain.contains(spans.get(i))
          && x(spans.get(after).to() - spans.get(i).from()) < SHORTEST) {
        after++;
      }
      span(spans.subList(i, after));
      i = after;
    }
    html.close("svg", "td", "tr").line();
  }

  private void span(List<Span> spans) {
    var first = spans.getFirst();
    long from = first.from();
    long to = spans.getLast().to();
    html.open(
        "rect",
        "class",
        style(first.kind()) + (chain.contains(first) ? " chain" : ""),
        "x",
        number(x(from)),
        "width",
        number(Math.max(x(to - from), 0.3)),
        "y",
        "1",
        "height",
        "8");
    html.element("title", says(first, to - from, spans.size() - 1)).close("rect");
  }

  private static String says(Span span, long nanos, int more) {
    var what = span.what().isEmpty() ? "" : " '" + span.what() + "'";
    return String.format(
        Locale.ROOT,
        "%s%s%s: %.2f s",
        span.kind(),
        what,
        more == 0 ? "" : " and %d more".formatted(more),
        nanos / 1e9);
  }

  private void chain() {
    if (runSummary.longestChain().isEmpty()) {
      return;
    }
    html.open("details", "class", "chain-list");
    html.element("summary", "The longest chain of what waited for what");
    html.open("ol").line();
    for (var span : runSummary.longestChain()) {
      html.element("li", span.host() + ": " + says(span, span.length(), 0)).line();
    }
    html.close("ol", "details").line();
  }

  private double x(long nanos) {
    return nanos * WIDTH / end;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String style(RunTimeline.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
