// Package bridged holds what the bridged providers share.
package bridged

import (
	"context"
	"encoding/json"

	pfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	pf "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/tokens"
)

// Schema returns the smallest package schema that the engine takes: the Node SDK brings its own types.
func Schema(name, version string) []byte {
	schema, err := json.Marshal(map[string]string{"name": name, "version": version})
	if err != nil {
		panic(err)
	}
	return schema
}

// ServeFramework serves a provider that is written on the plugin framework. Upstream types become
// <name>:index/<module>:<Type>, where rename turns an upstream type's name into the one of the Node SDK.
func ServeFramework(name, version string, upstream pfprovider.Provider, rename func(string) string) {
	info := tfbridge.ProviderInfo{
		P:            pf.ShimProvider(upstream),
		Name:         name,
		Version:      version,
		MetadataInfo: tfbridge.NewProviderMetadata([]byte("{}")),
	}
	standard := tokens.MakeStandard(name)
	info.MustComputeTokens(tokens.SingleModule(name+"_", "index", func(module, upstreamName string) (string, error) {
		return standard(module, rename(upstreamName))
	}))
	pf.Main(context.Background(), name, info, pf.ProviderMetadata{PackageSchema: Schema(name, version)})
}
