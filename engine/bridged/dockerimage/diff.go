package dockerimage

import (
	"context"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

var diffKinds = map[plugin.DiffKind]pulumirpc.PropertyDiff_Kind{
	plugin.DiffAdd:    pulumirpc.PropertyDiff_ADD,
	plugin.DiffDelete: pulumirpc.PropertyDiff_DELETE,
	plugin.DiffUpdate: pulumirpc.PropertyDiff_UPDATE,
}

// Diff compares inputs with inputs. Registry credentials are no part of an image.
func (s *Server) Diff(ctx context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	if !isImage(req.GetUrn()) {
		return s.ResourceProviderServer.Diff(ctx, req)
	}
	old, err := unmarshal(req.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := unmarshal(req.GetNews())
	if err != nil {
		return nil, err
	}
	return diff(comparable(old), comparable(news), req.GetIgnoreChanges()), nil
}

// comparable is what decides about a new build: without credentials, secrets as plain values.
func comparable(inputs resource.PropertyMap) resource.PropertyMap {
	kept := resource.PropertyMap{}
	for key, value := range inputs {
		if key != "registry" {
			kept[key] = uncovered(value)
		}
	}
	return kept
}

// uncovered is a value with no secret in it: whether a value is secret makes no other image.
func uncovered(v resource.PropertyValue) resource.PropertyValue {
	v = plain(v)
	switch {
	case v.IsArray():
		elements := slices.Clone(v.ArrayValue())
		for i, element := range elements {
			elements[i] = uncovered(element)
		}
		return resource.NewArrayProperty(elements)
	case v.IsObject():
		properties := resource.PropertyMap{}
		for key, value := range v.ObjectValue() {
			properties[key] = uncovered(value)
		}
		return resource.NewObjectProperty(properties)
	default:
		return v
	}
}

func diff(old, news resource.PropertyMap, ignored []string) *pulumirpc.DiffResponse {
	response := &pulumirpc.DiffResponse{
		Changes:         pulumirpc.DiffResponse_DIFF_NONE,
		HasDetailedDiff: true,
		DetailedDiff:    map[string]*pulumirpc.PropertyDiff{},
	}
	for path, change := range plugin.NewDetailedDiffFromObjectDiff(old.Diff(news), true) {
		if slices.Contains(ignored, path) {
			continue
		}
		response.Changes = pulumirpc.DiffResponse_DIFF_SOME
		response.DetailedDiff[path] = &pulumirpc.PropertyDiff{Kind: diffKinds[change.Kind], InputDiff: true}
	}
	return response
}
