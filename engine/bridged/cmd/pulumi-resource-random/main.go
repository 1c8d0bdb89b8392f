// Command pulumi-resource-random is the provider behind @pulumi/random.
package main

import (
	"strings"

	"github.com/terraform-providers/terraform-provider-random/shim"

	"jitsi-meet-pulumi/engine/bridged"
)

// version is the version of @pulumi/random that is asked for; the build sets it.
var version = "0.0.0"

func main() {
	bridged.ServeFramework("random", version, shim.New(), func(name string) string {
		return "Random" + strings.TrimPrefix(name, "Random")
	})
}
