// Package arch holds the shape of the repository in tests: who may import whom
// (policy_test.go has the text), that no link in a document is dead, that every
// folder is on the map in CONTRIBUTING.md, that source files stay small, and that
// no wire offset stands as a number where the table has it.
package arch
