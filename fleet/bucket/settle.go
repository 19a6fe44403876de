package bucket

import (
	"context"
	"slices"
)

// replace writes down which entries an entry replaces.
func (e *Entry) replace(over []Entry) {
	e.Replaces = nil
	for i := range over {
		if over[i].Name != e.Name {
			e.Replaces = append(e.Replaces, over[i].Name)
		}
	}
}

// settle removes what an entry replaces, and the word that it does: an entry of that name
// may come again.
func settle(ctx context.Context, o *Options, e *Entry, there []Entry) error {
	if len(e.Replaces) == 0 {
		return nil
	}
	for i := range there {
		if !slices.Contains(e.Replaces, there[i].Name) {
			continue
		}
		if err := fault("settle"); err != nil {
			return err
		}
		if err := there[i].forget(ctx, o.Out, ".json"); err != nil {
			return err
		}
	}
	e.Replaces = nil
	return e.write(ctx, o.Out, ".json")
}

// finish does what earlier runs died before: it removes what their entries replace. It
// returns those that are left.
func finish(ctx context.Context, o *Options, all []Entry) (left []Entry, err error) {
	replaced := map[string]bool{}
	for i := range all {
		if replaced[all[i].Name] {
			continue // it is gone
		}
		for _, name := range all[i].Replaces {
			replaced[name] = true
		}
		if err := settle(ctx, o, &all[i], all); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(all, func(e Entry) bool { return replaced[e.Name] }), nil
}
