package dockerimage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	dockerbuild "github.com/docker/docker/api/types/build"
	"github.com/docker/docker/pkg/jsonmessage"
)

// shownLines is how much of the log a failure shows.
const shownLines = 20

// colour is what the builder puts around what a step says on standard error.
var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

// chatter is what the builder says about its own work between the steps.
var chatter = regexp.MustCompile("^( ---> |Removing intermediate container |$)")

// buildLog follows the log of one build.
type buildLog struct {
	image string
	step  string
	last  []string
	print func(string)
}

// follow reads the log to its end and returns the id of the image.
func (l *buildLog) follow(stream io.Reader) (string, error) {
	id := ""
	messages := json.NewDecoder(stream)
	for {
		var message jsonmessage.JSONMessage
		err := messages.Decode(&message)
		if errors.Is(err, io.EOF) {
			return id, nil
		}
		if err != nil {
			return "", l.failure(err.Error())
		}
		if message.Error != nil {
			return "", l.failure(message.Error.Message)
		}
		if message.Aux != nil {
			var aux dockerbuild.Result
			if json.Unmarshal(*message.Aux, &aux) == nil && aux.ID != "" {
				id = aux.ID
			}
		}
		l.add(message.Stream)
	}
}

func (l *buildLog) add(text string) {
	for line := range strings.Lines(text) {
		line = colour.ReplaceAllString(strings.TrimRight(line, "\r\n"), "")
		if chatter.MatchString(line) {
			continue
		}
		if strings.HasPrefix(line, "Step ") {
			l.step = line
		}
		l.last = append(l.last, line)
		if len(l.last) > shownLines {
			l.last = l.last[1:]
		}
		l.print(line)
	}
}

// failure is what a person needs to see: the image, the step, what was said last.
func (l *buildLog) failure(reason string) error {
	where := ""
	if l.step != "" {
		where = " at " + l.step
	}
	if len(l.last) == 0 {
		return fmt.Errorf("image %q was not built: %s", l.image, reason)
	}
	return fmt.Errorf("image %q was not built: failed%s\n%s\nLast lines of the build log:\n  %s",
		l.image, where, reason, strings.Join(l.last, "\n  "))
}
