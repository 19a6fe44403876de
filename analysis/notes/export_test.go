package notes

// ByStep has a Checker look at each span and each copy.
func ByStep(c *Checker) { c.steps = true }

// Usual says of which frames there is less to look at.
var Usual = usual
