package runbook.modules.etcd.member;

/** A plan for how a host becomes a member of its cluster. */
sealed interface JoinPlan {

  /** The name of a plan in registered results. */
  enum JoinPhase {
    /** There is no cluster yet: this host founds one together with the others. */
    BOOTSTRAP,
    /** A cluster exists, and the host joins it. */
    JOIN,
    /** The host has data, and continues with it. */
    MEMBER
  }

  /**
   * The settings to start etcd with.
   *
   * @param entry whether the host must first be added to the cluster
   */
  record StartSettings(JoinPhase joinPhase, String state, String cluster, boolean entry)
      implements JoinPlan {}

  /** No safe plan; says what the user can decide. */
  record JoinBlocked(UnblockAction unblockAction, String message, String hint) implements JoinPlan {
    String text() {
      return message + "\n" + hint;
    }
  }

  /** An action that would make a plan possible. */
  enum UnblockAction {
    /** None: the user must investigate. */
    NONE,
    /** Waiting may help: members elect a leader, or are slow to answer. */
    PATIENCE,
    /** Moving the data aside. */
    RESET,
    /** Removing the old entry from the cluster. */
    REPLACE
  }
}
