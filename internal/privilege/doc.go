// Package privilege gives up what a program no longer needs: it becomes another
// user and keeps chosen capabilities at most, in all its threads and for good.
package privilege
