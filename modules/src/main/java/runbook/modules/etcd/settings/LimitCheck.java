package runbook.modules.etcd.settings;

/** Checks that a cluster works with the given times and sizes. */
record LimitCheck(SettingsRemarks settingsRemarks) {

  private static final long DEFAULT_HEARTBEAT = 100;
  private static final long DEFAULT_ELECTION = 1000;
  private static final long LONGEST_ELECTION = 50_000;
  private static final long GIB = 1L << 30;
  private static final long LARGE_QUOTA = 8 * GIB;
  private static final long LARGE_REQUEST = 10L << 20;

  void check(GivenOptions givenOptions) {
    election(givenOptions);
    above(
        givenOptions,
        "quota-backend-bytes",
        LARGE_QUOTA,
        "is more than the 8 GiB that etcd is designed for",
        "a larger store takes longer to start, to copy and to compact");
    above(
        givenOptions,
        "max-request-bytes",
        LARGE_REQUEST,
        "is more than the 10 MiB that etcd is designed for",
        "one large request delays all others");
  }

  private void election(GivenOptions givenOptions) {
    var heartbeat = givenOptions.count("heartbeat-interval", DEFAULT_HEARTBEAT);
    var election = givenOptions.count("election-timeout", DEFAULT_ELECTION);
    if (heartbeat.isEmpty() || election.isEmpty()) {
      return;
    }
    var culprit =
        givenOptions.get("election-timeout").or(() -> givenOptions.get("heartbeat-interval"));
    if (culprit.isEmpty()) {
      return;
    }
    if (election.get() < 5 * heartbeat.get()) {
      settingsRemarks.error(
          culprit.get(),
          "'election-timeout' (%d ms) must be at least five times 'heartbeat-interval' (%d ms)"
              .formatted(election.get(), heartbeat.get()),
          "write election-timeout: %d".formatted(10 * heartbeat.get()));
    }
    if (election.get() > LONGEST_ELECTION) {
      settingsRemarks.error(
          culprit.get(),
          "'election-timeout' cannot be more than 50000 ms",
          "write election-timeout: 50000");
    }
  }

  private void above(
      GivenOptions givenOptions, String name, long limit, String message, String hint) {
    givenOptions
        .get(name)
        .filter(t -> givenOptions.count(name, 0).filter(count -> count > limit).isPresent())
        .ifPresent(givenOption ->
            settingsRemarks.warning(givenOption.path(), "'" + name + "' " + message, hint));
  }
}
