// Package dockerimage is the resource docker:index/image:Image, which @pulumi/docker has and the upstream provider has not.
package dockerimage

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/distribution/reference"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Type is the token of the resource.
const Type = "docker:index/image:Image"

var unknown = resource.MakeComputed(resource.NewStringProperty(""))

func failure(property, format string, values ...any) *pulumirpc.CheckFailure {
	return &pulumirpc.CheckFailure{Property: property, Reason: fmt.Sprintf(format, values...)}
}

// check completes inputs: the defaults, and a digest of the files, so that a changed file is a changed input.
func check(inputs resource.PropertyMap) (resource.PropertyMap, []*pulumirpc.CheckFailure) {
	checked := inputs.Copy()
	var failures []*pulumirpc.CheckFailure
	if name := text(inputs, "imageName"); name != "" {
		if _, err := reference.ParseNormalizedNamed(name); err != nil {
			failures = append(failures, failure("imageName", "%q is no image name: %v", name, err))
		}
	} else if !plain(inputs["imageName"]).IsComputed() {
		failures = append(failures, failure("imageName", "the name of the image is missing"))
	}
	if !flag(inputs, "skipPush") && !plain(inputs["skipPush"]).IsComputed() {
		failures = append(failures, failure("skipPush", "this provider builds images and does not push them: set skipPush to true"))
	}

	build := object(inputs, "build").Copy()
	if _, given := build["context"]; !given {
		build["context"] = resource.NewStringProperty(".")
	}
	known := !plain(build["context"]).IsComputed() && !plain(build["dockerfile"]).IsComputed()
	if _, given := build["dockerfile"]; !given && known {
		build["dockerfile"] = resource.NewStringProperty(filepath.Join(text(build, "context"), "Dockerfile"))
	}
	build["contextDigest"] = unknown
	if known {
		digest, err := contextDigest(text(build, "context"), text(build, "dockerfile"))
		if err != nil {
			failures = append(failures, failure("build", "%v", err))
		}
		build["contextDigest"] = resource.NewStringProperty(digest)
	}
	checked["build"] = resource.NewObjectProperty(build)
	return checked, failures
}

func contextDigest(dir, dockerfile string) (string, error) {
	source, err := openContext(dir, dockerfile)
	if err != nil {
		return "", err
	}
	return source.digest()
}

// outputs are the properties of a resource with these inputs and this image; without one they are unknown.
func outputs(inputs resource.PropertyMap, image *built) resource.PropertyMap {
	a := parse(inputs)
	result := resource.PropertyMap{
		"imageName":      inputs["imageName"],
		"baseImageName":  inputs["imageName"],
		"registryServer": resource.NewStringProperty(registryServer(a.imageName)),
		"context":        resource.NewStringProperty(a.build.context),
		"dockerfile":     resource.NewStringProperty(a.build.dockerfile),
		"platform":       unknown,
		"repoDigest":     unknown,
	}
	if image != nil {
		result["platform"] = resource.NewStringProperty(image.platform)
		result["repoDigest"] = resource.NewStringProperty(image.id)
	}
	return result
}

// registryServer is the registry that an image name points at.
func registryServer(imageName string) string {
	named, err := reference.ParseNormalizedNamed(strings.TrimSpace(imageName))
	if err != nil {
		return ""
	}
	return reference.Domain(named)
}
