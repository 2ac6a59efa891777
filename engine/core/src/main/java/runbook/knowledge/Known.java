package runbook.knowledge;

/** The value is there. */
public record Known<T>(T value) implements Knowledge<T> {}
