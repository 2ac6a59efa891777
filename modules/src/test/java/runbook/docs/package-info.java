/** What is written for people, held to what the program does. */
package runbook.docs;
