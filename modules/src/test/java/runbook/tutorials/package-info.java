/** What the five tutorials ask for, held by real clusters. */
package runbook.tutorials;
