// Package keys holds a trainer's own keys on disk: the node key that signs its calls and submissions, and the throw-away
// key for the doorbell.
//
// The node key is no treasure: rewards go to the payout address, whose key never comes near this machine. Whoever steals
// the node key can hand in bad work in its name. It lies in a file that nobody else may read, in hexadecimal, or, where
// a password file is given, in an encrypted keystore (Web3 Secret Storage v3) that any Ethereum wallet can open.
package keys

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"quire/trainer/internal/durable"
)

// Names of the key's files in the data folder; at most one of them exists.
const (
	PlainName     = "node.key"
	EncryptedName = "node.json"
)

// fileBytesMax bounds what is read as a key or a password; a keystore has about 500 bytes.
const fileBytesMax = 1 << 16

// ErrKey is wrapped by every refusal; the text says which file, what is wrong and what to do.
var ErrKey = errors.New("node key")

// Node returns the node key in dir and creates it if there is none. With a passwordFile the key is kept encrypted under
// the file's first line; without, in hexadecimal. The error wraps ErrKey.
func Node(dir, passwordFile string) (*ecdsa.PrivateKey, error) {
	plain, encrypted := filepath.Join(dir, PlainName), filepath.Join(dir, EncryptedName)
	if exists(plain) && exists(encrypted) {
		return nil, fmt.Errorf("%w: both %s and %s exist: move away the one that is not yours", ErrKey, plain, encrypted)
	}
	switch {
	case passwordFile == "" && exists(encrypted):
		return nil, fmt.Errorf("%w: %s is encrypted: name its password's file with --password-file", ErrKey, encrypted)
	case passwordFile != "" && exists(plain):
		return nil, fmt.Errorf("%w: %s is not encrypted: drop --password-file, or move the file away for a new node", ErrKey, plain)
	case passwordFile != "":
		return keystoreKey(encrypted, passwordFile)
	default:
		return plainKey(plain)
	}
}

// Address returns the node's address without needing its password, or the zero address if there is no key yet.
func Address(dir string) (common.Address, error) {
	if path := filepath.Join(dir, PlainName); exists(path) {
		key, err := readPlain(path)
		if err != nil {
			return common.Address{}, err
		}
		return crypto.PubkeyToAddress(key.PublicKey), nil
	}
	if path := filepath.Join(dir, EncryptedName); exists(path) {
		b, err := readPrivate(path)
		if err != nil {
			return common.Address{}, err
		}
		return keystoreAddress(path, b)
	}
	return common.Address{}, nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func plainKey(path string) (*ecdsa.PrivateKey, error) {
	if exists(path) {
		return readPlain(path)
	}
	key, err := crypto.GenerateKey()
	if err != nil {
		return nil, fmt.Errorf("%w: generate: %w", ErrKey, err)
	}
	text := hex.EncodeToString(crypto.FromECDSA(key)) + "\n"
	if err := create(path, []byte(text)); err != nil {
		return nil, err
	}
	return readPlain(path)
}

func readPlain(path string) (*ecdsa.PrivateKey, error) {
	b, err := readPrivate(path)
	if err != nil {
		return nil, err
	}
	// The parser's own error may quote digits of the key, so it is not passed on.
	key, err := crypto.HexToECDSA(string(bytes.TrimSpace(b)))
	if err != nil {
		return nil, fmt.Errorf("%w: %s does not hold 64 hexadecimal digits of a secp256k1 key: restore it, or move it away for a new node", ErrKey, path)
	}
	return key, nil
}

func keystoreKey(path, passwordFile string) (*ecdsa.PrivateKey, error) {
	b, err := readPrivate(passwordFile)
	if err != nil {
		return nil, err
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	password := string(bytes.TrimSuffix(line, []byte("\r")))
	if password == "" {
		return nil, fmt.Errorf("%w: the first line of %s is empty: put the password there", ErrKey, passwordFile)
	}
	if !exists(path) {
		if err := createKeystore(path, password); err != nil {
			return nil, err
		}
	}
	b, err = readPrivate(path)
	if err != nil {
		return nil, err
	}
	key, err := keystore.DecryptKey(b, password)
	if err != nil {
		return nil, fmt.Errorf("%w: open %s: %w", ErrKey, path, err)
	}
	return key.PrivateKey, nil
}

func createKeystore(path, password string) error {
	private, err := crypto.GenerateKey()
	if err != nil {
		return fmt.Errorf("%w: generate: %w", ErrKey, err)
	}
	key := &keystore.Key{Address: crypto.PubkeyToAddress(private.PublicKey), PrivateKey: private}
	if _, err := rand.Read(key.Id[:]); err != nil {
		return fmt.Errorf("%w: generate: %w", ErrKey, err)
	}
	key.Id[6], key.Id[8] = key.Id[6]&0x0f|0x40, key.Id[8]&0x3f|0x80 // a random UUID, RFC 9562
	b, err := keystore.EncryptKey(key, password, keystore.LightScryptN, keystore.LightScryptP)
	if err != nil {
		return fmt.Errorf("%w: encrypt: %w", ErrKey, err)
	}
	return create(path, b)
}

// create keeps a key that another process made at the same moment.
func create(path string, b []byte) error {
	if err := durable.CreateFile(path, b); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: %w", ErrKey, err)
	}
	return nil
}

// readPrivate reads a file that must be nobody else's business.
func readPrivate(path string) ([]byte, error) {
	i, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	if !i.Mode().IsRegular() || i.Size() > fileBytesMax {
		return nil, fmt.Errorf("%w: %s is not a file of at most %d bytes", ErrKey, path, fileBytesMax)
	}
	if shared := i.Mode().Perm() & 0o077; shared != 0 && checksModes {
		return nil, fmt.Errorf("%w: others may read %s (mode %04o): run chmod 600 %s", ErrKey, path, i.Mode().Perm(), path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKey, err)
	}
	return b, nil
}
