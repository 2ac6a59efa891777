package runbook.knowledge;

/** A known value. */
public record Known<T>(T value) implements Knowledge<T> {}
