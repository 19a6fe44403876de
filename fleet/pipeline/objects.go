package pipeline

import (
	"context"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// under hands over the objects of a store whose names begin with a prefix, which has a
// scheme. Beam's filesystem of s3:// matches in one folder only, whatever is asked, so that
// store is asked itself.
func under(ctx context.Context, prefix string, emit func(string)) error {
	if rest, ok := strings.CutPrefix(prefix, "s3://"); ok {
		return underS3(ctx, rest, emit)
	}
	store, err := filesystem.New(ctx, prefix)
	if err != nil {
		return err
	}
	defer store.Close()
	names, err := store.List(ctx, prefix+"**")
	for _, n := range names {
		emit(n)
	}
	return err
}

func underS3(ctx context.Context, prefix string, emit func(string)) error {
	bucket, key, _ := strings.Cut(prefix, "/")
	c, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return err
	}
	pages := s3.NewListObjectsV2Paginator(s3.NewFromConfig(c), &s3.ListObjectsV2Input{Bucket: aws.String(bucket), Prefix: aws.String(key)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return err
		}
		for _, o := range page.Contents {
			emit("s3://" + bucket + "/" + aws.ToString(o.Key))
		}
	}
	return nil
}
