// An S3 server with one bucket, whose objects are files of a folder. It answers whoever signs with its key, and nobody else.
package main

import (
	"log"
	"net/http"
	"os"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3afero"
	"github.com/spf13/afero"
)

func main() {
	folder := afero.NewBasePathFs(afero.NewOsFs(), os.Getenv("FOLDER"))
	buckets, err := s3afero.MultiBucket(folder)
	if err == nil {
		err = buckets.CreateBucket(os.Getenv("BUCKET"))
	}
	if err != nil {
		log.Fatal(err)
	}
	server := gofakes3.New(buckets).Server()
	key := credentials{access: os.Getenv("ACCESS_KEY"), secret: os.Getenv("SECRET_KEY")}
	log.Print("storage listens")
	log.Fatal(http.ListenAndServe(":5000", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := key.verify(r); err != nil {
			log.Printf("refused: %s %s: %v", r.Method, r.URL.Path, err)
			http.Error(w, "<Error><Code>SignatureDoesNotMatch</Code></Error>", http.StatusForbidden)
			return
		}
		server.ServeHTTP(w, r)
	})))
}
