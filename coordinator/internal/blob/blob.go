// Package blob is the object store: everything large, in any S3 with conditional writes and SHA-256 checksums.
//
// Objects are immutable and named by their digest (canon.Digest.Path), records too. A campaign's journal and the records of
// its rounds have numbers besides (canon.Series), which are create-only. Nothing here overwrites, and nothing but Remove
// deletes.
//
//	trainer ── PUT/GET, presigned ──► S3 ◄── records, journal, Stat ── coordinator
//
// Bulk never passes through the coordinator: PresignPut opens a write-once slot, into which exactly the bytes with the
// promised length and SHA-256 can be put, once, and PresignGet lets anyone who holds the URL read. The store enforces
// the slot; Probe finds out whether a store does.
//
// Every call has a deadline of its own besides its context's.
package blob

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"quire/proto/canon"
)

const (
	// PresignFor is how long presigned URLs are valid: a slow trainer starts a transfer in time (it may take longer to
	// finish), and a leaked URL is soon worthless.
	PresignFor = 15 * time.Minute
	// ObjectBytesMax bounds an object: the largest that S3 takes in one PUT.
	ObjectBytesMax = 5 << 30

	callTimeout    = 30 * time.Second // a record has 1 MiB at most, everything else is a few hundred bytes
	attemptsMax    = 4                // of one request, by the client, on 5xx and broken connections
	regionOrNone   = "us-east-1"      // without a region each presign would ask the store for it
	headerSHA256   = "X-Amz-Checksum-Sha256"
	headerIfAbsent = "If-None-Match"
	recordType     = "application/json" // of records, and of nothing else
)

var (
	// ErrMissing reports an object that is not in the store.
	ErrMissing = errors.New("blob: object is not stored")
	// ErrMismatch reports an object whose stored bytes are not the ones that its name promises; the text has its name.
	// Somebody must look: no URL of ours lets anyone write such an object.
	ErrMismatch = errors.New("blob: stored object differs from its name")
	// ErrConflict reports a numbered record that is already there with other bytes: two coordinators disagree.
	ErrConflict = errors.New("blob: a record of this number is already stored with other bytes")
	// ErrStore reports a store that ignores what the write-once slot needs.
	ErrStore = errors.New("blob: object store cannot be used")
)

// Config says where the store is. Endpoint, keys and Bucket are required.
type Config struct {
	Endpoint       string // URL, http or https, without a path
	PublicEndpoint string // URL under which trainers reach the same store; empty means Endpoint
	AccessKey      string
	SecretKey      string // secret
	Region         string // empty means us-east-1
	Bucket         string // made if missing

	Now func() time.Time // of promises; nil means time.Now
}

// Store is a bucket. All methods are safe for concurrent use; it keeps no byte slice after a call.
type Store struct {
	client    minio.Core      // talks
	transport *http.Transport // client's
	public    *minio.Client   // signs for the public endpoint, and never talks
	bucket    string
	endpoint  string // for error texts
	now       func() time.Time
	promises  promises
}

// Open connects and makes the bucket if it is missing. The error names the endpoint and what it answered.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Bucket == "" || cfg.AccessKey == "" || cfg.SecretKey == "" {
		return nil, errors.New("blob: bucket, access key and secret key of the object store are required")
	}
	if cfg.PublicEndpoint == "" {
		cfg.PublicEndpoint = cfg.Endpoint
	}
	if cfg.Region == "" {
		cfg.Region = regionOrNone
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	client, transport, err := newClient(cfg.Endpoint, cfg)
	if err != nil {
		return nil, err
	}
	public, _, err := newClient(cfg.PublicEndpoint, cfg)
	if err != nil {
		return nil, err
	}
	s := &Store{
		client: minio.Core{Client: client}, transport: transport, public: public, bucket: cfg.Bucket, endpoint: cfg.Endpoint, now: cfg.Now,
	}
	if err := s.makeBucket(ctx, cfg.Region); err != nil {
		s.Close()
		return nil, fmt.Errorf("blob: bucket %q at %s: %w", cfg.Bucket, cfg.Endpoint, err)
	}
	return s, nil
}

// Close closes idle connections, for which a server that shuts down might wait. Calls after it still work.
func (s *Store) Close() { s.transport.CloseIdleConnections() }

func newClient(endpoint string, cfg Config) (*minio.Client, *http.Transport, error) {
	u, err := url.Parse(endpoint)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil ||
		strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return nil, nil, fmt.Errorf("blob: endpoint %q is not a URL like https://s3.example.org", endpoint)
	}
	transport, err := minio.DefaultTransport(u.Scheme == "https")
	if err != nil {
		return nil, nil, fmt.Errorf("blob: endpoint %q: %w", endpoint, err)
	}
	c, err := minio.New(u.Host, &minio.Options{
		Creds:  credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure: u.Scheme == "https", Region: cfg.Region, MaxRetries: attemptsMax, Transport: transport,
	})
	if err != nil {
		return nil, nil, fmt.Errorf("blob: endpoint %q: %w", endpoint, err)
	}
	return c, transport, nil
}

func (s *Store) makeBucket(ctx context.Context, region string) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	there, err := s.client.BucketExists(ctx, s.bucket)
	if there || err != nil {
		return err
	}
	err = s.client.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region})
	if code := minio.ToErrorResponse(err).Code; code == minio.BucketAlreadyOwnedByYou {
		return nil // another coordinator was faster
	}
	return err
}

// Stat reports whether o is stored: nil, ErrMissing, or ErrMismatch if what is stored has another size or SHA-256. It
// trusts the store's word for the SHA-256, which the store verified when it took the bytes. For PromiseFor the object stays.
func (s *Store) Stat(ctx context.Context, o canon.Object) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	if err := s.promises.make(ctx, o.Digest, s.now()); err != nil {
		return err
	}
	name := o.Digest.Path()
	info, err := s.client.StatObject(ctx, s.bucket, name, minio.StatObjectOptions{Checksum: true})
	if err != nil {
		return s.failure("stat", name, err)
	}
	if info.Size != o.Size {
		return fmt.Errorf("%w: %s has %d bytes, want %d", ErrMismatch, name, info.Size, o.Size)
	}
	if info.ChecksumSHA256 != checksum(o.Digest) {
		return fmt.Errorf("%w: %s is stored with SHA-256 %q", ErrMismatch, name, info.ChecksumSHA256)
	}
	return nil
}

// failure wraps what the store answered, as ErrMissing if it has no such object.
func (s *Store) failure(what, name string, err error) error {
	switch r := minio.ToErrorResponse(err); {
	case r.Code == minio.NoSuchKey, r.StatusCode == http.StatusNotFound && r.Code != minio.NoSuchBucket:
		return fmt.Errorf("%w: %s", ErrMissing, name)
	}
	return fmt.Errorf("blob: %s %s at %s: %w", what, name, s.endpoint, err)
}

// checksum spells d as S3 does.
func checksum(d canon.Digest) string { return base64.StdEncoding.EncodeToString(d[:]) }
