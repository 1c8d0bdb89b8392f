// Package shim opens the upstream random provider's internal package: Go lets code below its module path import it.
package shim

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	upstream "github.com/terraform-providers/terraform-provider-random/internal/provider"
)

// New returns the upstream provider.
func New() provider.Provider { return upstream.New() }
