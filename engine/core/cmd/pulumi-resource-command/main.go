// Command pulumi-resource-command is the provider behind @pulumi/command, with its local Command resource.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi-go-provider/infer"
)

// version is the version of @pulumi/command that is asked for; the build sets it.
var version = "0.0.0"

func main() {
	provider, err := infer.NewProviderBuilder().WithResources(infer.Resource(Command{})).Build()
	if err == nil {
		err = provider.Run(context.Background(), "command", version)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
