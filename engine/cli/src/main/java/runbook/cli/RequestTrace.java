package runbook.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import runbook.connection.Traffic;
import runbook.step.RequestListener;
import runbook.text.TerminalSafeText;

/**
 * Prints what is sent to a host, and what the answer cost.
 *
 * @param mask hides secrets
 * @param isTimed whether to print times and bytes
 */
record RequestTrace(String host, PrintWriter out, UnaryOperator<String> mask, boolean isTimed)
    implements RequestListener {

  @Override
  public void sends(List<String> actions) {
    // At once: hosts are asked at the same time.
    var text = new StringBuilder("sends    %s".formatted(host));
    for (var action : actions) {
      var lines = mask.apply(action).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        text.append(System.lineSeparator())
            .append(i == 0 ? "  > " : "  | ")
            .append(TerminalSafeText.of(lines.get(i)));
      }
    }
    out.println(text);
  }

  @Override
  public void answered(Duration took, Traffic traffic) {
    if (isTimed) {
      out.println(
          String.format(
              Locale.ROOT,
              "answers  %s  after %.3f s: %d round trips, %d bytes sent, %d received",
              host,
              took.toNanos() / 1e9,
              traffic.roundTrips(),
              traffic.bytesSent(),
              traffic.bytesReceived()));
    }
  }
}
