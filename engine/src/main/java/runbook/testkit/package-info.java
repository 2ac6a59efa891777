/** What a module author tests with: hosts in memory, an SSH server in the JVM, the module laws. */
package runbook.testkit;
