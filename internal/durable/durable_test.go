package durable

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestWriteReplacesAndCreateDoesNot(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	for _, s := range []string{"one", "two"} {
		if err := WriteFile(path, []byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := CreateFile(path, []byte("three")); !errors.Is(err, fs.ErrExist) {
		t.Fatalf("CreateFile = %v", err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "two" {
		t.Fatalf("%q, %v", b, err)
	}
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != FileMode {
		t.Fatalf("mode %v, %v", i.Mode(), err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 {
		t.Fatalf("%v is left, %v", names, err)
	}
}

func TestSweepRemovesOnlyWhatIsUnderWay(t *testing.T) {
	dir := t.TempDir()
	f, err := CreateTemp(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Close(), WriteFile(filepath.Join(dir, "f"), nil), Sweep(dir)); err != nil {
		t.Fatal(err)
	}
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 || IsTemp(names[0].Name()) || !IsTemp(f.Name()) {
		t.Fatalf("%v is left, %v", names, err)
	}
}
