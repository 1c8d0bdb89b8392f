package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	p "github.com/pulumi/pulumi-go-provider"
)

var defaultInterpreter = []string{"/bin/sh", "-c"}

// run runs one command and returns what it printed, each less its last line end. No command is no work.
func run(ctx context.Context, in Inputs, command *string, previous *State) (string, string, error) {
	if command == nil || *command == "" {
		return "", "", nil
	}
	interpreter := defaultInterpreter
	if in.Interpreter != nil && len(*in.Interpreter) > 0 {
		interpreter = *in.Interpreter
	}
	cmd := exec.CommandContext(ctx, interpreter[0], append(interpreter[1:len(interpreter):len(interpreter)], *command)...)
	cmd.Env = environment(in, previous)
	if in.Dir != nil {
		cmd.Dir = *in.Dir
	}
	if in.Stdin != nil {
		cmd.Stdin = strings.NewReader(*in.Stdin)
	}

	var stdout, stderr, both bytes.Buffer
	log := p.GetLogger(ctx)
	outLines := &lineWriter{print: logged(in.Logging, "stdout", log.InfoStatus)}
	errLines := &lineWriter{print: logged(in.Logging, "stderr", log.InfoStatus)}
	together := &lockedWriter{writer: &both}
	cmd.Stdout = io.MultiWriter(&stdout, outLines, together)
	cmd.Stderr = io.MultiWriter(&stderr, errLines, together)
	err := cmd.Run()
	outLines.flush()
	errLines.flush()
	if err != nil {
		return "", "", fmt.Errorf("%w: running %q:\n%s", err, *command, both.String())
	}
	return strings.TrimSuffix(stdout.String(), "\n"), strings.TrimSuffix(stderr.String(), "\n"), nil
}

// environment is this process's, then the resource's, then what the command before printed.
func environment(in Inputs, previous *State) []string {
	env := os.Environ()
	if in.Environment != nil {
		for name, value := range *in.Environment {
			env = append(env, name+"="+value)
		}
	}
	if previous != nil && (in.AddPreviousOutputInEnv == nil || *in.AddPreviousOutputInEnv) {
		env = append(env, "PULUMI_COMMAND_STDOUT="+previous.Stdout, "PULUMI_COMMAND_STDERR="+previous.Stderr)
	}
	return env
}

// logged returns where the lines of a stream go: `logging` is stdout, stderr, stdoutAndStderr or none; both by default.
func logged(logging *string, stream string, print func(string)) func(string) {
	if logging == nil || *logging == stream || *logging == "stdoutAndStderr" {
		return print
	}
	return func(string) {}
}
