// Package permutation maps numbers onto each other by a secret: one to one, and
// none to itself.
package permutation
