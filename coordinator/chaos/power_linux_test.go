package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// diskBytes of a file system of its own; what is not written is not there.
	diskBytes = 1 << 30
	// ext4Shutdown is EXT4_IOC_SHUTDOWN, and ext4NoLogFlush its flag EXT4_GOING_FLAGS_NOLOGFLUSH: from now on nothing
	// reaches the disk, not even what the file system itself has in hand.
	ext4Shutdown   = 0x8004587d
	ext4NoLogFlush = 2
	// unmountTimeout is how long killed processes may take to let go.
	unmountTimeout = 10 * time.Second
)

// loopDisk is an ext4 file system in a file.
type loopDisk struct{ image, path string }

// trainerWithoutRoom starts a trainer whose disk is full: it says so and ends. With room it works like any other.
func (c *cluster) trainerWithoutRoom(ctx context.Context, t *testing.T) error {
	p := c.trainer("trainer-3", 0xff)
	home := p.flag("--data-dir")
	if err := errors.Join(os.MkdirAll(home, 0o700), command("mount", "-t", "tmpfs", "-o", "size=64m", "none", home)); err != nil {
		return err
	}
	t.Cleanup(func() { must(t, command("umount", "--lazy", home)) }) // the trainer may still run
	filler := filepath.Join(home, "filler")
	if err := os.WriteFile(filler, make([]byte, 65<<20), 0o600); !errors.Is(err, unix.ENOSPC) {
		return fmt.Errorf("the disk is not full: %w", err)
	}
	if _, err := p.start(ctx); err != nil {
		return err
	}
	if err := c.until(ctx, "a trainer without room ends", func() bool { return p.exitCode() != -2 }); err != nil {
		return err
	}
	if !strings.Contains(p.tail(), "no space left on device") || p.exitCode() == 0 {
		return fmt.Errorf("a trainer without room ends with %d and says %q", p.exitCode(), p.tail())
	}
	if err := os.Remove(filler); err != nil {
		return err
	}
	_, err := p.start(ctx)
	c.trainers = append(c.trainers, p)
	return err
}

// newLoopDisk mounts one. Only root may, and not in every container.
func newLoopDisk(t *testing.T) *loopDisk {
	t.Helper()
	dir := t.TempDir()
	d := &loopDisk{filepath.Join(dir, "image"), filepath.Join(dir, "disk")}
	err := errors.Join(os.WriteFile(d.image, nil, 0o600), os.Truncate(d.image, diskBytes), os.Mkdir(d.path, 0o700))
	must(t, err)
	if out, err := exec.Command("mkfs.ext4", "-q", d.image).CombinedOutput(); err != nil {
		t.Skipf("a power cut needs mkfs.ext4, root and loop devices: %v %s", err, out)
	}
	if err := d.mount(); err != nil {
		t.Skipf("a power cut needs mkfs.ext4, root and loop devices: %v", err)
	}
	t.Cleanup(func() {
		if err := d.unmount(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func (d *loopDisk) mount() error { return command("mount", "-o", "loop", d.image, d.path) }

func (d *loopDisk) unmount() error {
	var err error
	for until := time.Now().Add(unmountTimeout); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		if err = command("umount", d.path); err == nil {
			return nil
		}
	}
	return err
}

// cut ends the power: whatever was not synced is gone.
func (d *loopDisk) cut() error {
	f, err := os.Open(d.path)
	if err != nil {
		return err
	}
	defer f.Close()
	return unix.IoctlSetPointerInt(int(f.Fd()), ext4Shutdown, ext4NoLogFlush)
}

func command(args ...string) error {
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w: %s", args, err, out)
	}
	return nil
}

// Scenarios 8 and 13: the machine with etcd, NATS, S3 and the coordinator loses its power under load, twice. What was
// promised in a receipt is there when it comes back.
func TestPowerCut(t *testing.T) {
	t.Parallel()
	disk := newLoopDisk(t)
	ctx, c := deploy(t, plan{members: 1, coordinators: 1, trainers: 2, rounds: 12, disk: disk.path})
	cut := scenario{"8, 13: the power is cut", func() error { return c.cutPower(ctx, disk) }}
	full := scenario{"a trainer's disk is full", func() error { return c.trainerWithoutRoom(ctx, t) }}
	must(t, c.suffer(ctx, []scenario{cut, full, cut}))
	c.conclude(ctx, t)
}

func (c *cluster) cutPower(ctx context.Context, disk *loopDisk) error {
	// The control: what nobody synced must be gone afterwards, or the power was never cut.
	control := filepath.Join(disk.path, "unsynced")
	if err := os.WriteFile(control, []byte("soon forgotten"), 0o600); err != nil {
		return err
	}
	if err := disk.cut(); err != nil {
		return fmt.Errorf("shut the file system down: %w", err)
	}
	machine := []*process{c.coords[0], c.nats, c.s3, c.etcd[0]}
	c.hold(c.coords[0], true)
	for _, p := range machine {
		p.kill()
	}
	if err := errors.Join(disk.unmount(), disk.mount()); err != nil {
		return err
	}
	if b, err := os.ReadFile(control); err == nil && len(b) > 0 {
		return errors.New("what was not synced survived: this was no power cut")
	}
	for _, p := range machine[1:] {
		if _, err := p.start(ctx); err != nil {
			return err
		}
	}
	c.hold(c.coords[0], false)
	return c.until(ctx, "the campaign is there again", func() bool {
		_, err := c.look(ctx)
		return err == nil
	})
}
