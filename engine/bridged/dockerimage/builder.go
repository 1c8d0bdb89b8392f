package dockerimage

import (
	"context"
	"fmt"

	dockerbuild "github.com/docker/docker/api/types/build"
	"github.com/docker/docker/api/types/registry"
	"github.com/docker/docker/client"
)

// daemon builds images.
type daemon struct {
	client *client.Client
	auth   map[string]registry.AuthConfig
}

// built is an image that a daemon has.
type built struct {
	id       string
	platform string
}

// build builds and tags an image. Every line of the log goes to `print` as it comes.
func (d daemon) build(ctx context.Context, a args, print func(string)) (built, error) {
	source, err := openContext(a.build.context, a.build.dockerfile)
	if err != nil {
		return built{}, err
	}
	files, dockerfile, err := source.stream()
	if err != nil {
		return built{}, err
	}
	defer files.Close()
	response, err := d.client.ImageBuild(ctx, files, options(a, dockerfile, d.auth))
	if err != nil {
		return built{}, fmt.Errorf("image %q was not built: %w", a.imageName, err)
	}
	defer response.Body.Close()
	log := &buildLog{image: a.imageName, print: print}
	id, err := log.follow(response.Body)
	if err != nil {
		return built{}, err
	}
	if id == "" {
		id = a.imageName
	}
	image, found, err := d.find(ctx, id)
	if err == nil && !found {
		err = fmt.Errorf("image %q was built, and then was not there", a.imageName)
	}
	return image, err
}

func options(a args, dockerfile string, auth map[string]registry.AuthConfig) dockerbuild.ImageBuildOptions {
	buildArgs := map[string]*string{}
	for name, value := range a.build.args {
		buildArgs[name] = &value
	}
	return dockerbuild.ImageBuildOptions{
		Tags:        []string{a.imageName},
		Dockerfile:  dockerfile,
		BuildArgs:   buildArgs,
		Platform:    a.build.platform,
		Target:      a.build.target,
		CacheFrom:   a.build.cacheFrom,
		NetworkMode: a.build.network,
		ExtraHosts:  a.build.addHosts,
		AuthConfigs: auth,
		Remove:      true,
		ForceRemove: true,
		// The classic builder: it takes all from one request, and every daemon has it.
		Version: dockerbuild.BuilderV1,
	}
}

// find looks an image up by id or name.
func (d daemon) find(ctx context.Context, reference string) (built, bool, error) {
	image, err := d.client.ImageInspect(ctx, reference)
	if client.IsErrNotFound(err) {
		return built{}, false, nil
	}
	if err != nil {
		return built{}, false, err
	}
	platform := image.Os + "/" + image.Architecture
	if image.Variant != "" {
		platform += "/" + image.Variant
	}
	return built{id: image.ID, platform: platform}, true, nil
}
