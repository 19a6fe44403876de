package notes

// ByStep has a Checker look at each span and each copy.
func ByStep(c *Checker) { c.steps, c.passes = true, true }

// Usual says of which frames there is less to look at.
var Usual = usual
