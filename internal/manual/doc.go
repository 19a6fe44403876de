// Package manual is what cnwire says of itself: the help of a command, its man page,
// the topics of cnwire help, and the completion of a shell. All are made of one
// thing, the command line as kong has it, with what kong does not know beside it:
// examples.go has three for each command, columns.go the columns of what it lists,
// values.go the words that a flag takes. So no two of them differ.
package manual
