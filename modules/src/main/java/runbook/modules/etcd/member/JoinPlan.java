package runbook.modules.etcd.member;

/** Which way leads a host into its cluster. */
sealed interface JoinPlan {

  /** What a way is called when it is registered. */
  enum JoinPhase {
    /** There is no cluster yet: this host founds one, together with the others. */
    BOOTSTRAP,
    /** A cluster is there, and the host joins it. */
    JOIN,
    /** It has data, and goes on with them. */
    MEMBER
  }

  /**
   * The settings to start etcd with.
   *
   * @param entry whether the cluster must be told of the host first
   */
  record StartSettings(JoinPhase joinPhase, String state, String cluster, boolean entry)
      implements JoinPlan {}

  /** No way that is safe, and what the user can decide. */
  record JoinBlocked(UnblockAction unblockAction, String message, String hint) implements JoinPlan {
    String text() {
      return message + "\n" + hint;
    }
  }

  /** What would make a way. */
  enum UnblockAction {
    /** Only somebody who looks into it. */
    NONE,
    /** Perhaps nothing but a moment: members elect a leader, or are slow to answer. */
    PATIENCE,
    /** The data are moved aside. */
    RESET,
    /** The old entry is removed from the cluster. */
    REPLACE
  }
}
