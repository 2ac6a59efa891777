package runbook.modules.preflight;

/** Something about a host that is not as it should be, and what to do about it. */
record HostProblem(boolean grave, String text, String remedy) {}
