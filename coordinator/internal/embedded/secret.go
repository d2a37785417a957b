package embedded

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/nats-io/nkeys"
)

// secrets are made once per directory. NATS files its streams under the account's public key, and presigned URLs are
// signed with the S3 key, so losing this file loses the streams and voids the URLs; objects and etcd survive.
type secrets struct {
	Operator       string `json:"natsOperatorSeed"`
	System         string `json:"natsSystemSeed"`
	Account        string `json:"natsAccountSeed"`  // holds the streams
	Trainers       string `json:"natsTrainersSeed"` // holds the trainers' users
	TrainersSigner string `json:"natsTrainersSigningSeed"`
	User           string `json:"natsUserSeed"` // the coordinator's
	S3Access       string `json:"s3AccessKey"`
	S3Secret       string `json:"s3SecretKey"`
}

// secretsBytesMax bounds what is read back; the file has about 700 bytes.
const secretsBytesMax = 1 << 16

// loadSecrets reads the secrets of dir, or makes them on the first start. A damaged file is never replaced.
func loadSecrets(dir string) (secrets, error) {
	path := filepath.Join(dir, "secrets.json")
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return makeSecrets(path)
	}
	if err != nil {
		return secrets{}, fmt.Errorf("embedded: read secrets: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return secrets{}, fmt.Errorf("embedded: secrets in %s can be read by others (mode %04o), want mode 0600",
			path, info.Mode().Perm())
	}
	if info.Size() > secretsBytesMax {
		return secrets{}, fmt.Errorf("embedded: %s has %d bytes and is not a file of ours", path, info.Size())
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return secrets{}, fmt.Errorf("embedded: read secrets: %w", err)
	}
	var s secrets
	// The decoder's error is left out on purpose: it may quote the file.
	if json.Unmarshal(b, &s) != nil || !s.complete() {
		return secrets{}, fmt.Errorf("embedded: %s is damaged: restore it from a backup, or move it and the nats folder "+
			"beside it away to start with new credentials", path)
	}
	return s, nil
}

func (s secrets) complete() bool {
	for seed, kind := range map[string]nkeys.PrefixByte{
		s.Operator: nkeys.PrefixByteOperator, s.System: nkeys.PrefixByteAccount, s.Account: nkeys.PrefixByteAccount,
		s.Trainers: nkeys.PrefixByteAccount, s.TrainersSigner: nkeys.PrefixByteAccount, s.User: nkeys.PrefixByteUser,
	} {
		got, _, err := nkeys.DecodeSeed([]byte(seed))
		if err != nil || got != kind {
			return false
		}
	}
	return s.S3Access != "" && s.S3Secret != ""
}

func makeSecrets(path string) (secrets, error) {
	s := secrets{S3Access: rand.Text(), S3Secret: rand.Text() + rand.Text()}
	for _, k := range []struct {
		seed *string
		make func() (nkeys.KeyPair, error)
	}{
		{&s.Operator, nkeys.CreateOperator}, {&s.System, nkeys.CreateAccount}, {&s.Account, nkeys.CreateAccount},
		{&s.Trainers, nkeys.CreateAccount}, {&s.TrainersSigner, nkeys.CreateAccount}, {&s.User, nkeys.CreateUser},
	} {
		pair, err := k.make()
		if err != nil {
			return secrets{}, fmt.Errorf("embedded: make key: %w", err)
		}
		seed, err := pair.Seed()
		if err != nil {
			return secrets{}, fmt.Errorf("embedded: make key: %w", err)
		}
		*k.seed = string(seed)
	}
	if err := writeJSON(path, s); err != nil {
		return secrets{}, fmt.Errorf("embedded: write secrets: %w", err)
	}
	return s, nil
}
