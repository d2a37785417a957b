package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"quire/proto/canon"
)

// S3 is a bucket in an S3 store.
type S3 struct {
	client   minio.Core
	bucket   string
	endpoint string // for people
}

// ErrBucket reports a text that is not the URL of a bucket.
var ErrBucket = errors.New("data: not the URL of a bucket, which looks like https://s3.example.org/BUCKET")

var bucketForm = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

// OpenS3 returns the bucket at a URL, https://ENDPOINT/BUCKET. Credentials come from the environment (AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY, or MinIO's names of them); without any, requests are anonymous. Nothing is asked of the store yet.
func OpenS3(address string) (*S3, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, ErrBucket
	}
	bucket := strings.Trim(u.Path, "/")
	if !bucketForm.MatchString(bucket) {
		return nil, ErrBucket
	}
	environment := credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.EnvMinio{}})
	client, err := minio.New(u.Host, &minio.Options{Creds: environment, Secure: u.Scheme == "https", Region: "us-east-1", BucketLookup: minio.BucketLookupPath})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBucket, err)
	}
	return &S3{minio.Core{Client: client}, bucket, u.Scheme + "://" + u.Host}, nil
}

// Where implements Store.
func (s *S3) Where(d canon.Digest) string { return s.Name(d.Path()) }

// Name implements Bucket.
func (s *S3) Name(name string) string { return s.endpoint + "/" + s.bucket + "/" + name }

// Open implements Store.
func (s *S3) Open(ctx context.Context, d canon.Digest, from int64) (io.ReadCloser, int64, error) {
	return s.open(ctx, d.Path(), from)
}

func (s *S3) open(ctx context.Context, name string, from int64) (io.ReadCloser, int64, error) {
	var options minio.GetObjectOptions
	if from > 0 {
		options.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	body, _, header, err := s.client.GetObject(ctx, s.bucket, name, options)
	if err != nil {
		return nil, 0, s.failure(name, err)
	}
	if !strings.HasPrefix(header.Get("Content-Range"), fmt.Sprintf("bytes %d-", from)) {
		from = 0
	}
	return body, from, nil
}

// failure words what the store answered.
func (s *S3) failure(name string, err error) error {
	switch r := minio.ToErrorResponse(err); {
	case r.Code == minio.NoSuchKey:
		return fmt.Errorf("%w: %s", ErrNotFound, s.Name(name))
	case r.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		return fmt.Errorf("%w: %s has fewer bytes than were received", ErrCorrupt, s.Name(name))
	case r.StatusCode == http.StatusForbidden:
		return fmt.Errorf("%w: %s refuses to show %s: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or unset wrong ones", ErrUnreachable, s.endpoint, name)
	}
	return fmt.Errorf("%w: %s: %w", ErrUnreachable, s.Name(name), err)
}

// List implements Bucket.
func (s *S3) List(ctx context.Context, folder string) ([]string, error) {
	var names []string
	err := s.list(ctx, folder, func(name string) error { names = append(names, name); return nil })
	return names, err
}

// Objects implements Bucket.
func (s *S3) Objects(ctx context.Context, yield func(canon.Digest) error) error {
	return s.list(ctx, objectsFolder, func(name string) error { return yieldDigest(ctx, name, yield) })
}

func (s *S3) list(ctx context.Context, folder string, visit func(string) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the listing
	for o := range s.client.Client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: folder, Recursive: true}) {
		if o.Err != nil {
			return s.failure(folder, o.Err)
		}
		if err := visit(path.Base(o.Key)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Get implements Bucket.
func (s *S3) Get(ctx context.Context, name string) ([]byte, error) {
	body, _, err := s.open(ctx, name, 0)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return readRecord(body)
}
