// Package connector is how tests look at the machine's own connector, without
// codec and without package record, which they examine.
package connector
