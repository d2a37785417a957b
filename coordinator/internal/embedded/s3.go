package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
	"github.com/versity/versitygw/s3api"
	"github.com/versity/versitygw/s3response"
	"golang.org/x/sys/unix"
)

const (
	s3Region = "us-east-1" // any name does; this one is every client's default
	s3Bucket = "quire"

	s3ConnectionsMax = 4096    // two per trainer for a large campaign on one machine
	s3RequestsMax    = 2048    // each holds a buffer of some 100 kB
	s3PartsMax       = 10_000  // as AWS
	s3CopyBytesMax   = 5 << 30 // as AWS; the server's zero value refuses every copy
)

// s3Server is a running S3 server.
type s3Server struct {
	stop func() error
	done <-chan struct{} // closed when it has stopped
}

// startS3 serves the folder data of dir on address. It changes the working directory of the process.
func startS3(ctx context.Context, dir, address string, s secrets) (s3Server, error) {
	data := filepath.Join(dir, "data")
	if err := os.MkdirAll(data, 0o700); err != nil {
		return s3Server{}, fmt.Errorf("embedded: make folder of the S3 server: %w", err)
	}
	attributes, err := attributeStore(dir, data)
	if err != nil {
		return s3Server{}, err
	}
	files, err := posix.New(data, attributes, posix.PosixOpts{
		CopyObjectThreshold: s3CopyBytesMax, ValidateBucketNames: true,
	})
	if err != nil {
		return s3Server{}, fmt.Errorf("embedded: open folder of the S3 server: %w", err)
	}

	// The server lives longer than ctx: it runs until stop.
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ready, done := make(chan struct{}), make(chan struct{})
	var runErr error // written before done is closed
	go func() {
		defer close(done)
		runErr = embedgw.RunVersityGW(run, syncedFiles{files, data}, &embedgw.Config{
			RootUserAccess: s.S3Access, RootUserSecret: s.S3Secret, Region: s3Region, Ports: []string{address},
			MaxConnections: s3ConnectionsMax, MaxRequests: s3RequestsMax, MultipartMaxParts: s3PartsMax,
			Quiet: true, KeepAlive: true,
			// One account, as without this line, but without a notice on stdout.
			IAMService: auth.NewIAMServiceSingle(auth.Account{
				Access: s.S3Access, Secret: s.S3Secret, Role: auth.RoleAdmin,
			}),
			S3Options: []s3api.Option{s3api.WithOnListen(sync.OnceFunc(func() { close(ready) }))},
		})
	}()
	stop := func() error {
		cancel()
		<-done
		return runErr
	}
	select {
	case <-ready:
		return s3Server{stop: stop, done: done}, nil
	case <-done:
		err = errors.New("it stopped")
	case <-ctx.Done():
		err = context.Cause(ctx)
	}
	return s3Server{}, fmt.Errorf("embedded: start the S3 server on %s: %w", address, errors.Join(err, stop()))
}

// attributeStore says where objects' checksums and types are kept: in extended attributes, or in files beside them on a
// file system without (an old tmpfs, some network mounts). A directory that began with files stays with files.
func attributeStore(dir, data string) (meta.MetadataStorer, error) {
	beside := filepath.Join(dir, "attributes")
	if _, err := os.Stat(beside); errors.Is(err, os.ErrNotExist) && hasXattr(data) {
		return meta.XattrMeta{}, nil
	}
	if err := os.MkdirAll(beside, 0o700); err != nil {
		return nil, fmt.Errorf("embedded: make folder of the S3 server: %w", err)
	}
	s, err := meta.NewSideCar(beside)
	if err != nil {
		return nil, fmt.Errorf("embedded: open folder of the S3 server: %w", err)
	}
	return s, nil
}

// hasXattr reports whether the file system of dir keeps extended attributes.
func hasXattr(dir string) bool {
	const name = "user.quire.probe"
	if unix.Setxattr(dir, name, []byte{1}, 0) != nil {
		return false
	}
	return unix.Removexattr(dir, name) == nil
}

// syncedFiles makes an acknowledged PutObject durable, and keeps a power cut from leaving a damaged one: names are
// write-once, so nothing could ever replace it. Posix alone writes files that reach the disk whenever the kernel pleases,
// and gives them their whole length before. So the bytes are synced before they get a name, and the name after that.
// Multipart uploads are not synced: our clients make none.
type syncedFiles struct {
	*posix.Posix
	root string
}

func (b syncedFiles) PutObject(ctx context.Context, in s3response.PutObjectInput) (s3response.PutObjectOutput, error) {
	out, err := b.Posix.PutObjectWithPostFunc(ctx, in, (*os.File).Sync)
	if err != nil || in.Bucket == nil || in.Key == nil {
		return out, err
	}
	// The object, then every folder up to the root: any of them may be new.
	root := filepath.Clean(b.root)
	for path := filepath.Join(root, *in.Bucket, *in.Key); len(path) >= len(root); path = filepath.Dir(path) {
		if err := syncPath(path); err != nil {
			return out, fmt.Errorf("sync object: %w", err)
		}
	}
	return out, nil
}
