//go:build linux

package main

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

// More busy threads than processors have to wait.
func TestWaited(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4 * runtime.NumCPU()))
	before := waited()
	var all sync.WaitGroup
	end := time.Now().Add(100 * time.Millisecond)
	for range 4 * runtime.NumCPU() {
		all.Go(func() {
			runtime.LockOSThread()
			for time.Now().Before(end) {
			}
		})
	}
	for time.Now().Before(end.Add(-20 * time.Millisecond)) {
		time.Sleep(time.Millisecond)
	}
	after := waited()
	all.Wait()
	if after <= before {
		t.Errorf("threads waited %v before and %v after they had to", before, after)
	}
}
