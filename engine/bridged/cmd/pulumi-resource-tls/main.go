// Command pulumi-resource-tls is the provider behind @pulumi/tls.
package main

import (
	"github.com/hashicorp/terraform-provider-tls/shim"

	"jitsi-meet-pulumi/engine/bridged"
)

// version is the version of @pulumi/tls that is asked for; the build sets it.
var version = "0.0.0"

func main() {
	bridged.ServeFramework("tls", version, shim.New(), func(name string) string { return name })
}
