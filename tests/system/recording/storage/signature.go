package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const algorithm = "AWS4-HMAC-SHA256"

type credentials struct{ access, secret string }

// What a request says about its signature, in a header or in its address.
type claim struct{ credential, headers, signature, date, body string }

func claimOf(r *http.Request) claim {
	if query := r.URL.Query(); query.Has("X-Amz-Signature") {
		return claim{
			query.Get("X-Amz-Credential"), query.Get("X-Amz-SignedHeaders"), query.Get("X-Amz-Signature"),
			query.Get("X-Amz-Date"), "UNSIGNED-PAYLOAD",
		}
	}
	fields := map[string]string{}
	rest, _ := strings.CutPrefix(r.Header.Get("Authorization"), algorithm+" ")
	for _, field := range strings.Split(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(field), "=")
		fields[name] = value
	}
	return claim{
		fields["Credential"], fields["SignedHeaders"], fields["Signature"],
		r.Header.Get("X-Amz-Date"), r.Header.Get("X-Amz-Content-Sha256"),
	}
}

// Checks version 4 of Amazon's signatures, apart from its age.
func (c credentials) verify(r *http.Request) error {
	said := claimOf(r)
	access, scope, _ := strings.Cut(said.credential, "/")
	if access != c.access {
		return errors.New("another key")
	}
	digest := sha256.Sum256([]byte(canonical(r, said)))
	key := []byte("AWS4" + c.secret)
	for _, part := range strings.Split(scope, "/") {
		key = sum(key, part)
	}
	text := strings.Join([]string{algorithm, said.date, scope, hex.EncodeToString(digest[:])}, "\n")
	if !hmac.Equal([]byte(hex.EncodeToString(sum(key, text))), []byte(said.signature)) {
		return errors.New("another signature")
	}
	return nil
}

// The request as both sides write it down, to sign it.
func canonical(r *http.Request, said claim) string {
	query := r.URL.Query()
	query.Del("X-Amz-Signature")
	lines := []string{r.Method, r.URL.EscapedPath(), encode(query)}
	for _, name := range strings.Split(said.headers, ";") {
		value := r.Header.Get(name)
		switch name {
		case "host":
			value = r.Host
		case "content-length":
			value = strconv.FormatInt(r.ContentLength, 10)
		}
		lines = append(lines, name+":"+strings.TrimSpace(value))
	}
	return strings.Join(append(lines, "", said.headers, said.body), "\n")
}

func encode(query url.Values) string {
	return strings.ReplaceAll(query.Encode(), "+", "%20")
}

func sum(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))
	return mac.Sum(nil)
}
