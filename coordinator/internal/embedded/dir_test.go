package embedded

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/versity/versitygw/backend/meta"
)

func TestDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := checkSpace(dir, 1); err != nil {
		t.Error(err)
	}
	err := checkSpace(dir, 1<<62)
	if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "MiB free") {
		t.Errorf("got %v", err)
	}
}

func TestAttributesStayWhereTheyBegan(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if !hasXattr(data) {
		t.Skip("the file system of the temporary directory has no extended attributes")
	}
	if s, err := attributeStore(dir, data); err != nil || s != (meta.XattrMeta{}) {
		t.Errorf("with extended attributes: %T, %v", s, err)
	}
	if err := os.Mkdir(filepath.Join(dir, "attributes"), 0o700); err != nil {
		t.Fatal(err)
	}
	if s, err := attributeStore(dir, data); err != nil || s == (meta.XattrMeta{}) {
		t.Errorf("with a folder of attributes: %T, %v", s, err)
	}
}

func TestReachable(t *testing.T) {
	for address, want := range map[string]string{
		"127.0.0.1:1": "127.0.0.1:1", "0.0.0.0:1": "127.0.0.1:1", "[::]:1": "[::1]:1", "192.0.2.1:1": "192.0.2.1:1",
	} {
		if got := reachable(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}
