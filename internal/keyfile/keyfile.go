// Package keyfile keeps secp256k1 keys in files: 64 hexadecimal digits, or a keystore of version 3 when there is a
// password. A file that others than its owner can read is refused, because such a key has to be considered public.
// Keys never travel on a command line.
package keyfile

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/internal/durable"
)

// fileBytesMax bounds what is read: a keystore has about 500 bytes.
const fileBytesMax = 64 << 10

// Errors that callers tell apart; wrapped with the file's name and what to do.
var (
	ErrOpen   = errors.New("others can read this key file")
	ErrSyntax = errors.New("not a key")
	ErrExists = errors.New("exists already")
)

// Load reads the key in file. passwordFile holds the password of a keystore; it is ignored for a file of hexadecimal
// digits.
func Load(file, passwordFile string) (*ecdsa.PrivateKey, error) {
	raw, err := readPrivate(file)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		return decrypt(file, raw, passwordFile)
	}
	digits := strings.TrimPrefix(string(bytes.TrimSpace(raw)), "0x")
	key, err := crypto.HexToECDSA(digits)
	if err != nil { // err may quote the key
		return nil, fmt.Errorf("key file %s: %w: want 64 hexadecimal digits or a keystore; make one with `treasury key new`", file, ErrSyntax)
	}
	return key, nil
}

// Create makes a new key in file, which must not exist; with a passwordFile as a keystore.
func Create(file, passwordFile string) (common.Address, error) {
	key, err := crypto.GenerateKey()
	if err != nil {
		return common.Address{}, err
	}
	return crypto.PubkeyToAddress(key.PublicKey), Write(file, passwordFile, key)
}

// Write puts key into file, which must not exist, readable by its owner only; with a passwordFile as a keystore.
func Write(file, passwordFile string, key *ecdsa.PrivateKey) error {
	text := []byte(hex.EncodeToString(crypto.FromECDSA(key)) + "\n")
	if passwordFile != "" {
		password, err := password(passwordFile)
		if err != nil {
			return err
		}
		k := &keystore.Key{Address: crypto.PubkeyToAddress(key.PublicKey), PrivateKey: key}
		_, _ = rand.Read(k.Id[:])                               // never fails
		k.Id[6], k.Id[8] = k.Id[6]&0x0f|0x40, k.Id[8]&0x3f|0x80 // a UUID of version 4
		if text, err = keystore.EncryptKey(k, password, keystore.StandardScryptN, keystore.StandardScryptP); err != nil {
			return fmt.Errorf("encrypt key: %w", err)
		}
	}
	return writeNew(file, text)
}

func decrypt(file string, raw []byte, passwordFile string) (*ecdsa.PrivateKey, error) {
	if passwordFile == "" {
		return nil, fmt.Errorf("key file %s is a keystore: give its password with --password-file", file)
	}
	secret, err := password(passwordFile)
	if err != nil {
		return nil, err
	}
	key, err := keystore.DecryptKey(raw, secret)
	if errors.Is(err, keystore.ErrDecrypt) {
		return nil, fmt.Errorf("key file %s: the password in %s is not its password", file, passwordFile)
	}
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w: it begins like a keystore but is none", file, ErrSyntax)
	}
	return key.PrivateKey, nil
}

// password is the first line of the file.
func password(file string) (string, error) {
	raw, err := readPrivate(file)
	if err != nil {
		return "", fmt.Errorf("password: %w", err)
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", fmt.Errorf("password file %s: its first line is empty", file)
	}
	return line, nil
}

func readPrivate(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("key file %s is a folder", file)
	}
	if info.Mode().Perm()&openTo(info) != 0 && runtime.GOOS != "windows" {
		return nil, fmt.Errorf("key file %s has mode %04o: %w; run: chmod 600 %s", file, info.Mode().Perm(), ErrOpen, file)
	}
	raw, err := io.ReadAll(io.LimitReader(f, fileBytesMax))
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	return raw, nil
}

// openTo is the permission that must not be there. A file of our own is for us alone. A file of another user's, such as a
// secret that a cluster mounts as root's and gives us through our group, cannot be; it must at least be closed to others.
func openTo(info os.FileInfo) os.FileMode {
	if owned(info) {
		return 0o077
	}
	return 0o007
}

// writeNew leaves the whole file or none, whenever it is interrupted: a torn key file would lock its owner out.
func writeNew(file string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), durable.DirMode); err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	err := durable.CreateFile(file, text)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("key file %s: %w, and is left as it is: name another file", file, ErrExists)
	}
	if err != nil {
		return fmt.Errorf("write key file: %w", err)
	}
	return nil
}
