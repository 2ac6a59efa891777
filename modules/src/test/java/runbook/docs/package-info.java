/** Tests that the documentation matches the program. */
package runbook.docs;
