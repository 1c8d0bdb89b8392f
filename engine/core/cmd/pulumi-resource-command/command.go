package main

import (
	"context"

	"github.com/pulumi/pulumi-go-provider/infer"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Command is a program that is run when the resource is created, updated or deleted.
type Command struct{}

// Inputs are the inputs of @pulumi/command's local.Command, less archivePaths and assetPaths.
type Inputs struct {
	Create                 *string            `pulumi:"create,optional"`
	Update                 *string            `pulumi:"update,optional"`
	Delete                 *string            `pulumi:"delete,optional"`
	Triggers               *[]any             `pulumi:"triggers,optional" provider:"replaceOnChanges"`
	Dir                    *string            `pulumi:"dir,optional"`
	Environment            *map[string]string `pulumi:"environment,optional"`
	Interpreter            *[]string          `pulumi:"interpreter,optional"`
	Stdin                  *string            `pulumi:"stdin,optional"`
	Logging                *string            `pulumi:"logging,optional"`
	AddPreviousOutputInEnv *bool              `pulumi:"addPreviousOutputInEnv,optional"`
}

// State is what the resource remembers: its inputs and what the last command said.
type State struct {
	Inputs
	Stdout string `pulumi:"stdout"`
	Stderr string `pulumi:"stderr"`
}

// Annotate gives the resource the token that the Node SDK asks for.
func (c *Command) Annotate(a infer.Annotator) { a.SetToken("local", "Command") }

// WireDependencies says that what a command prints is as secret as what it is given.
func (Command) WireDependencies(f infer.FieldSelector, in *Inputs, out *State) {
	given := []infer.InputField{
		f.InputField(&in.Create), f.InputField(&in.Update), f.InputField(&in.Environment), f.InputField(&in.Stdin),
		f.InputField(&in.Interpreter), f.InputField(&in.Dir), f.InputField(&in.Triggers),
	}
	f.OutputField(&out.Stdout).DependsOn(given...)
	f.OutputField(&out.Stderr).DependsOn(given...)
}

// Create runs the create command.
func (Command) Create(ctx context.Context, req infer.CreateRequest[Inputs]) (infer.CreateResponse[State], error) {
	id, err := resource.NewUniqueHex(req.Name, 8, 0)
	response := infer.CreateResponse[State]{ID: id, Output: State{Inputs: req.Inputs}}
	if err != nil || req.DryRun {
		return response, err
	}
	response.Output.Stdout, response.Output.Stderr, err = run(ctx, req.Inputs, req.Inputs.Create, nil)
	return response, err
}

// Update runs the update command, or the create command where there is none.
func (Command) Update(ctx context.Context, req infer.UpdateRequest[Inputs, State]) (infer.UpdateResponse[State], error) {
	response := infer.UpdateResponse[State]{Output: State{Inputs: req.Inputs, Stdout: req.State.Stdout, Stderr: req.State.Stderr}}
	command := req.Inputs.Update
	if command == nil {
		command = req.Inputs.Create
	}
	if req.DryRun || command == nil {
		return response, nil
	}
	var err error
	response.Output.Stdout, response.Output.Stderr, err = run(ctx, req.Inputs, command, &req.State)
	return response, err
}

// Delete runs the delete command, if there is one.
func (Command) Delete(ctx context.Context, req infer.DeleteRequest[State]) (infer.DeleteResponse, error) {
	_, _, err := run(ctx, req.State.Inputs, req.State.Delete, &req.State)
	return infer.DeleteResponse{}, err
}
