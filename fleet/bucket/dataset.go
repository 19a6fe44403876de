package bucket

import (
	"context"
	"encoding/json"
	"fmt"
)

// dataset is what all runs into an output have in common.
type dataset struct{ Buckets int }

// Settle writes down in how many buckets an output is, or holds it against what stands
// there: a host that moved to another bucket would be there twice.
func Settle(ctx context.Context, out string, buckets int) error {
	there, err := list(ctx, out+"/_fleet", "dataset.json")
	if err != nil {
		return err
	}
	place := out + "/_fleet/dataset.json"
	if len(there) == 0 {
		text, err := json.Marshal(dataset{buckets})
		if err != nil {
			return err
		}
		return put(ctx, place, text)
	}
	text, err := get(ctx, place)
	if err != nil {
		return err
	}
	var d dataset
	if err := json.Unmarshal(text, &d); err != nil {
		return fmt.Errorf("%s: %w", place, err)
	}
	if d.Buckets != buckets {
		return fmt.Errorf("%s is in %d buckets, not in %d: hosts would move to others, and be there twice; name --buckets %d, or another --output", out, d.Buckets, buckets, d.Buckets)
	}
	return nil
}
