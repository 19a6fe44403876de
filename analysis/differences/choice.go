package differences

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/internal/suggest"
)

// Choice is which fields are compared. The zero Choice is all of them.
type Choice struct{ only, ignore []string }

// Choose makes a Choice of names of fields: only these, but for those. The name of a
// protocol, or of what else names begin with up to a point, is all of them: cn_proc. Its
// error is of a name that no difference has.
func Choose(only, ignore []string) (c Choice, err error) {
	if c.only, err = known(only); err == nil {
		c.ignore, err = known(ignore)
	}
	return c, err
}

// Has reports whether a field is compared.
func (c *Choice) Has(name string) bool {
	return (len(c.only) == 0 || within(name, c.only)) && !within(name, c.ignore)
}

func within(name string, list []string) bool {
	return slices.ContainsFunc(list, func(of string) bool { return name == of || strings.HasPrefix(name, of+".") })
}

// spoken are other names, as users of tshark and of a shell write them.
var spoken = map[string]string{"frame.time": "frame.time_epoch", "link_type": "link type", "byte_order": "byte order"}

// known returns the names as differences have them.
func known(names []string) (list []string, err error) {
	for _, name := range names {
		if other := spoken[name]; other != "" {
			name = other
		}
		if !slices.ContainsFunc(rewrite.Names(), func(field string) bool { return within(field, []string{name}) }) {
			near := suggest.Nearest(name, rewrite.Names())
			if len(near) == 0 {
				return nil, fmt.Errorf("%q is not compared: cnwire fields lists names of fields", name)
			}
			return nil, fmt.Errorf("%q is not compared: did you mean %s?", name, strings.Join(near, ", "))
		}
		list = append(list, name)
	}
	return list, nil
}

// Names returns the names that may be chosen.
func Names() []string { return rewrite.Names() }
