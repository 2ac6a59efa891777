/** What a module author tests with: hosts in memory, in the JVM and in a lab; the module laws. */
package runbook.testkit;
