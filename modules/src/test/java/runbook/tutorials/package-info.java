/** Tests of the requirements of the five tutorials, on real clusters. */
package runbook.tutorials;
