package pipeline

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
)

// shelf answers ListObjectsV2 as S3 does, two names a page.
func shelf(t *testing.T, keys []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.URL.Path != "/shelf" && r.URL.Path != "/shelf/" || q.Get("list-type") != "2" {
			http.Error(w, "not asked for a list of shelf: "+r.URL.String(), http.StatusNotFound)
			return
		}
		var of []string
		for _, k := range keys {
			if strings.HasPrefix(k, q.Get("prefix")) && k > q.Get("continuation-token") {
				of = append(of, k)
			}
		}
		more := len(of) > 2
		of = of[:min(len(of), 2)]
		fmt.Fprintf(w, `<?xml version="1.0"?><ListBucketResult><Name>shelf</Name><IsTruncated>%v</IsTruncated>`, more)
		for _, k := range of {
			fmt.Fprintf(w, "<Contents><Key>%s</Key></Contents>", k)
		}
		if more {
			fmt.Fprintf(w, "<NextContinuationToken>%s</NextContinuationToken>", of[1])
		}
		fmt.Fprint(w, "</ListBucketResult>")
	}))
	t.Cleanup(server.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "none", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
		"AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true",
	} {
		t.Setenv(name, value)
	}
}

// A pattern stands for the same objects of a store as for files of folders.
func TestObjects(t *testing.T) {
	keys := []string{"in/a.pcapng", "in/b.pcapng.gz", "in/x/[e].pcapng", "in/x/c.pcapng", "in/x/y/d.pcapng", "other/f.pcapng"}
	shelf(t, keys)
	ctx := context.Background()
	for _, k := range keys {
		store, err := filesystem.New(ctx, "memfs://shelf/"+k)
		if err != nil {
			t.Fatal(err)
		}
		if err := filesystem.Write(ctx, store, "memfs://shelf/"+k, nil); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ pattern, want string }{
		{"s3://shelf/in/**/*.pcapng", "in/a.pcapng in/x/[e].pcapng in/x/c.pcapng in/x/y/d.pcapng"},
		{"s3://shelf/**/?.pcapng", "in/a.pcapng in/x/c.pcapng in/x/y/d.pcapng other/f.pcapng"},
		{"s3://shelf/i?/*.pcapng*", "in/a.pcapng in/b.pcapng.gz"},
		{"s3://shelf/in/x/[e].*", "in/x/[e].pcapng"},
		{"s3://shelf/none*", ""},
		{"s3://shelf/in/a.pcapng", "in/a.pcapng"},
		{"memfs://shelf/in/?.pcapng", "in/a.pcapng"},
		{"memfs://shelf/in/x/[e].*", "in/x/[e].pcapng"},
	} {
		var got []string
		err := expand(ctx, c.pattern, func(path string) { got = append(got, path[strings.Index(path, "shelf/")+6:]) })
		slices.Sort(got)
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q, %v, want %s", c.pattern, got, err, c.want)
		}
	}
	t.Setenv("AWS_MAX_ATTEMPTS", "1")
	if err := expand(ctx, "s3://another/*", func(string) {}); err == nil {
		t.Error("a store that does not answer is no error")
	}
}
