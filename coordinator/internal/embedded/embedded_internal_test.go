package embedded

import (
	"errors"
	"strings"
	"testing"
)

func TestFailureIsReported(t *testing.T) {
	disk := errors.New("disk on fire")
	for name, fail := range map[string]func(chan error, chan struct{}){
		"etcd": func(etcd chan error, _ chan struct{}) { etcd <- disk },
		"S3":   func(_ chan error, s3 chan struct{}) { close(s3) },
	} {
		s := &Services{stopping: make(chan struct{}), failed: make(chan error, 1)}
		etcd, s3 := make(chan error, 1), make(chan struct{})
		fail(etcd, s3)
		s.watch.Add(1)
		go s.watchServers(etcd, s3)
		if err := <-s.Failed(); !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
