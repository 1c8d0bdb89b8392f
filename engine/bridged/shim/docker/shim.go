// Package shim opens the upstream Docker provider's internal package: Go lets code below its module path import it.
package shim

import (
	"context"
	"errors"

	"github.com/docker/docker/api/types/registry"
	"github.com/docker/docker/client"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/terraform-providers/terraform-provider-docker/internal/provider"
)

// New returns the part of the upstream provider that is written on the plugin SDK: all that @pulumi/docker has resources for.
func New(version string) *schema.Provider { return provider.New(version)() }

// Connect returns the Docker client of a configured provider (host, context, SSH options, certificates) and its
// registry credentials.
func Connect(ctx context.Context, p *schema.Provider) (*client.Client, map[string]registry.AuthConfig, error) {
	config, ok := p.Meta().(*provider.ProviderConfig)
	if !ok {
		return nil, nil, errors.New("the docker provider has not been configured")
	}
	docker, err := config.MakeClient(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	return docker, config.AuthConfigs.Configs, nil
}
