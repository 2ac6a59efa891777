package runbook.modules.preflight;

/** A problem of a host, and its remedy. */
record HostProblem(boolean grave, String text, String remedy) {}
