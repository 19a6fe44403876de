// Package pairs puts the requests of a capture together with their answers.
package pairs
