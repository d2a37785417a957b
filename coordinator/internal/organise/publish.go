package organise

import (
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"connectrpc.com/connect"

	"quire/proto/call"
	"quire/proto/canon"
	quirev1 "quire/proto/quire/v1"
	"quire/proto/quire/v1/quirev1connect"
)

const (
	// preparesAtOnce bounds the objects of one PrepareData call.
	preparesAtOnce = 256
	// uploadTimeout and uploadBytesPerSecond bound the time of one object.
	uploadTimeout        = 2 * time.Minute
	uploadBytesPerSecond = 100_000
	// refusalBytesMax is how much of a store's refusal is shown.
	refusalBytesMax = 500
)

// Publish uploads the objects that the store lacks and registers the campaign with the coordinator at url. key is the
// operator's; treasury is nil for an unfunded trial. Publishing again is harmless.
func Publish(ctx context.Context, url string, key *ecdsa.PrivateKey, p Prepared, treasury *quirev1.Treasury) (*quirev1.PublishResponse, error) {
	about := func(spec canon.Digest) quirev1connect.OperatorServiceClient {
		return quirev1connect.NewOperatorServiceClient(&http.Client{Transport: &call.Transport{Key: key, Now: time.Now, Campaign: spec}}, url,
			connect.WithInterceptors(call.Patient(call.Patience)))
	}
	objects := p.Spec.Objects()
	for start := 0; start < len(objects); start += preparesAtOnce {
		end := min(start+preparesAtOnce, len(objects))
		request := &quirev1.PrepareDataRequest{}
		for _, o := range objects[start:end] {
			request.Objects = append(request.Objects, &quirev1.Object{Sha256: o.Digest[:], Size: o.Size})
		}
		r, err := about(canon.Digest{}).PrepareData(ctx, connect.NewRequest(request))
		if err != nil {
			return nil, fmt.Errorf("ask where to put the data: %w", err)
		}
		if len(r.Msg.Puts) != end-start {
			return nil, fmt.Errorf("ask where to put the data: %d answers for %d objects", len(r.Msg.Puts), end-start)
		}
		for i, put := range r.Msg.Puts {
			if err := upload(ctx, p.path(objects[start+i]), objects[start+i], put); err != nil {
				return nil, err
			}
		}
	}
	spec, err := canon.Encode(p.Spec)
	if err != nil {
		return nil, err
	}
	r, err := about(p.Spec.Digest()).Publish(ctx, connect.NewRequest(&quirev1.PublishRequest{Spec: spec, Treasury: treasury, UnigramEntropy: p.Entropy}))
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	return r.Msg, nil
}

// upload puts one object; an empty URL says that the store has it.
func upload(ctx context.Context, file string, o canon.Object, put *quirev1.Put) (err error) {
	if put.Url == "" {
		return nil
	}
	f, err := os.Open(file)
	if err != nil {
		return fmt.Errorf("read an object: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("read an object: %w", err)
	}
	if n != o.Size || canon.Digest(sum.Sum(nil)) != o.Digest {
		return fmt.Errorf("%s is damaged: its SHA-256 is not its name; prepare the campaign again", file)
	}
	ctx, cancel := context.WithTimeout(ctx, uploadTimeout+time.Duration(o.Size/uploadBytesPerSecond)*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, put.Url, io.NopCloser(f))
	if err != nil {
		return err
	}
	r.ContentLength = o.Size
	for k, v := range put.Headers {
		r.Header.Set(k, v)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("upload %s: %w", file, err)
	}
	defer response.Body.Close()
	// 412: somebody stored the same bytes in the meantime.
	if response.StatusCode != http.StatusOK && response.StatusCode != http.StatusPreconditionFailed {
		text, _ := io.ReadAll(io.LimitReader(response.Body, refusalBytesMax))
		return fmt.Errorf("upload %s: the store answers %s: %s", file, response.Status, text)
	}
	return nil
}
