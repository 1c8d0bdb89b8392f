// Command pulumi-resource-docker is the provider behind @pulumi/docker: the upstream provider through the bridge, and
// the native Image resource beside it.
package main

import (
	"context"

	"github.com/docker/docker/api/types/registry"
	"github.com/docker/docker/client"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/cmdutil"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/terraform-providers/terraform-provider-docker/shim"

	"jitsi-meet-pulumi/engine/bridged"
	"jitsi-meet-pulumi/engine/bridged/dockerimage"
)

// version is the version of @pulumi/docker that is asked for; the build sets it.
var version = "0.0.0"

func main() {
	upstream := shim.New(version)
	info := providerInfo(upstream)
	connect := func(ctx context.Context) (*client.Client, map[string]registry.AuthConfig, error) {
		return shim.Connect(ctx, upstream)
	}
	info.P.InitLogging(context.Background())
	err := provider.Main("docker", func(host *provider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		schema := bridged.Schema("docker", version)
		rest := tfbridge.NewProvider(context.Background(), host, "docker", version, info.P, info, schema)
		return dockerimage.NewServer(host, rest, connect), nil
	})
	if err != nil {
		cmdutil.ExitError(err.Error())
	}
}
