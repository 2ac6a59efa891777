package runbook.modules.cert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import runbook.module.Difference;
import runbook.module.Difference.Value;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.FileState.Regular;

/** What a user is shown of a change of a key and its certificate: the reasons, and no key. */
record PairDifferences(Places places, PairWish wish) {

  List<Difference> of(PairState from, PairState to) {
    var differences = new ArrayList<Difference>();
    if (to.plan().isPresent() && !to.plan().equals(from.plan())) {
      var plan = to.plan().get();
      differences.add(
          from.isThere()
              ? new Value(places.cert().path(), "", String.join("; ", plan.reasons()))
              : new Value(places.cert().path(), "absent", summary(plan)));
      if (plan.makesCa()) {
        differences.add(
            new Value(
                "authority " + plan.ca(),
                "absent",
                "%s (%s, %s)"
                    .formatted(
                        plan.ca().whose().encoded(),
                        plan.ca().key(),
                        Spans.of(plan.ca().valid()))));
      }
    } else if (from.cutShort()) {
      differences.add(new Value(places.cert().path(), "", "what an exchange left over is removed"));
    }
    differences.addAll(access(places.certFile(), from.cert(), to.cert()));
    differences.addAll(access(places.keyFile(), from.key(), to.key()));
    places
        .caFile()
        .ifPresent(file ->
            differences.addAll(caFile(file, from.ca().orElseThrow(), to.ca().orElseThrow())));
    return List.copyOf(differences);
  }

  private static String summary(Plan plan) {
    var order = plan.order();
    var names = order.sans().stream().map(San::text).collect(Collectors.joining(", "));
    return "%s%s (%s, %s)"
        .formatted(
            order.subject().encoded(),
            names.isEmpty() ? "" : " for " + names,
            order.key(),
            Spans.of(order.valid()));
  }

  /** Of a file that was there. */
  private static List<Difference> access(FileFact file, FileState from, FileState to) {
    return from.thing() instanceof Regular && to.access().isPresent()
        ? file.differences(from, from.with(to.access().get()))
        : List.of();
  }

  private List<Difference> caFile(FileFact file, FileState from, FileState to) {
    var differences = new ArrayList<>(access(file, from, to));
    if (!(from.thing() instanceof Regular)) {
      differences.addFirst(new Value(file.label(), from.toString(), wish.issuer()));
    } else if (to.thing() instanceof Regular(var _, var _, boolean fresh) && fresh) {
      var names = names(from);
      differences.addFirst(
          names.equals(wish.issuer())
              ? new Value(file.label(), "", "another " + names)
              : new Value(file.label(), names, wish.issuer()));
    }
    return differences;
  }

  private static String names(FileState file) {
    try {
      return Pem.names(Pem.certificates(PairState.text(file).orElse("")));
    } catch (IOException e) {
      return "no certificates";
    }
  }
}
