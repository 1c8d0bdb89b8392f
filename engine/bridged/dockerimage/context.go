package dockerimage

import (
	"archive/tar"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	cli "github.com/docker/cli/cli/command/image/build"
	"github.com/moby/go-archive"
	"github.com/moby/patternmatcher/ignorefile"
)

// buildContext is what a daemon is sent to build from.
type buildContext struct {
	dir        string
	dockerfile string
	excludes   []string
	// relative is the Dockerfile's path in the context; empty when it is sent beside the context's own files.
	relative string
}

// openContext reads which files belong to the context: those that neither <Dockerfile>.dockerignore nor, where there is
// none, <context>/.dockerignore names.
func openContext(dir, dockerfile string) (buildContext, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return buildContext{}, fmt.Errorf("build context %q is not a folder", dir)
	}
	if _, err := os.Stat(dockerfile); err != nil {
		return buildContext{}, fmt.Errorf("no Dockerfile at %q (the path is relative to the program's folder, not to the build context)", dockerfile)
	}
	own, err := readIgnoreFile(dockerfile + ".dockerignore")
	if err != nil {
		return buildContext{}, err
	}
	relative, err := filepath.Rel(absolute(dir), absolute(dockerfile))
	if err != nil {
		return buildContext{}, err
	}
	inside := relative != ".." && !strings.HasPrefix(relative, ".."+string(filepath.Separator))
	if inside && own == nil {
		excludes, err := cli.ReadDockerignore(dir)
		return buildContext{dir, dockerfile, cli.TrimBuildFilesFromExcludes(excludes, relative, false), relative}, err
	}
	excludes := own
	if own == nil {
		if excludes, err = cli.ReadDockerignore(dir); err != nil {
			return buildContext{}, err
		}
	}
	// The daemon would read the context's .dockerignore again: it stays behind.
	return buildContext{dir, dockerfile, append(excludes, ".dockerignore"), ""}, nil
}

// readIgnoreFile returns the patterns of a file, or nil where there is none.
func readIgnoreFile(path string) ([]string, error) {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	patterns, err := ignorefile.ReadAll(file)
	return append([]string{}, patterns...), err
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// files returns the context's files as a tar stream, all owned by root as the Docker CLI sends them.
func (c buildContext) files() (io.ReadCloser, error) {
	return archive.TarWithOptions(c.dir, &archive.TarOptions{
		ExcludePatterns: c.excludes,
		ChownOpts:       &archive.ChownOpts{},
	})
}

// stream returns what is sent to the daemon, and the Dockerfile's name in it.
func (c buildContext) stream() (io.ReadCloser, string, error) {
	files, err := c.files()
	if err != nil || c.relative != "" {
		return files, filepath.ToSlash(c.relative), err
	}
	dockerfile, err := os.Open(c.dockerfile)
	if err != nil {
		return nil, "", err
	}
	return cli.AddDockerfileToBuildContext(dockerfile, files)
}

// digest is one SHA-256 over the Dockerfile and over names, modes and contents of the context's files.
func (c buildContext) digest() (string, error) {
	sum := sha256.New()
	dockerfile, err := os.ReadFile(c.dockerfile)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(sum, "%x\n", sha256.Sum256(dockerfile))
	files, err := c.files()
	if err != nil {
		return "", err
	}
	defer files.Close()
	entries := tar.NewReader(files)
	for {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(sum.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
		content := sha256.New()
		if _, err := io.Copy(content, entries); err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%q %c %o %q %x\n", entry.Name, entry.Typeflag, entry.Mode, entry.Linkname, content.Sum(nil))
	}
}
