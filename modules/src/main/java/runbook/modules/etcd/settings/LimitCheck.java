package runbook.modules.etcd.settings;

/** Whether times and sizes are such that a cluster works with them. */
record LimitCheck(Findings findings) {

  private static final long DEFAULT_HEARTBEAT = 100;
  private static final long DEFAULT_ELECTION = 1000;
  private static final long LONGEST_ELECTION = 50_000;
  private static final long GIB = 1L << 30;
  private static final long LARGE_QUOTA = 8 * GIB;
  private static final long LARGE_REQUEST = 10L << 20;

  void check(Model model) {
    election(model);
    above(
        model,
        "quota-backend-bytes",
        LARGE_QUOTA,
        "is more than the 8 GiB etcd is made for",
        "a larger store takes longer to start, to copy and to compact");
    above(
        model,
        "max-request-bytes",
        LARGE_REQUEST,
        "is more than the 10 MiB etcd is made for",
        "one large request holds up all others");
  }

  private void election(Model model) {
    var heartbeat = model.count("heartbeat-interval", DEFAULT_HEARTBEAT);
    var election = model.count("election-timeout", DEFAULT_ELECTION);
    if (heartbeat.isEmpty() || election.isEmpty()) {
      return;
    }
    var culprit = model.get("election-timeout").or(() -> model.get("heartbeat-interval"));
    if (culprit.isEmpty()) {
      return;
    }
    if (election.get() < 5 * heartbeat.get()) {
      findings.wrong(
          culprit.get(),
          "'election-timeout' (%d ms) must be at least five times 'heartbeat-interval' (%d ms)"
              .formatted(election.get(), heartbeat.get()),
          "write election-timeout: %d".formatted(10 * heartbeat.get()));
    }
    if (election.get() > LONGEST_ELECTION) {
      findings.wrong(
          culprit.get(),
          "'election-timeout' cannot be more than 50000 ms",
          "write election-timeout: 50000");
    }
  }

  private void above(Model model, String name, long limit, String message, String hint) {
    model
        .get(name)
        .filter(t -> model.count(name, 0).filter(count -> count > limit).isPresent())
        .ifPresent(told -> findings.doubtful(told.path(), "'" + name + "' " + message, hint));
  }
}
