package dockerimage

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// args are the inputs of @pulumi/docker's Image, as far as this resource takes them.
type args struct {
	imageName      string
	buildOnPreview bool
	skipPush       bool
	build          build
}

type build struct {
	context    string
	dockerfile string
	args       map[string]string
	platform   string
	target     string
	network    string
	addHosts   []string
	cacheFrom  []string
}

// plain is the value below a secret or an output, which may still be unknown.
func plain(v resource.PropertyValue) resource.PropertyValue {
	for v.IsSecret() || v.IsOutput() {
		if v.IsSecret() {
			v = v.SecretValue().Element
		} else if v.OutputValue().Known {
			v = v.OutputValue().Element
		} else {
			return resource.MakeComputed(resource.NewStringProperty(""))
		}
	}
	return v
}

func object(m resource.PropertyMap, key resource.PropertyKey) resource.PropertyMap {
	if v := plain(m[key]); v.IsObject() {
		return v.ObjectValue()
	}
	return resource.PropertyMap{}
}

func text(m resource.PropertyMap, key resource.PropertyKey) string {
	if v := plain(m[key]); v.IsString() {
		return v.StringValue()
	}
	return ""
}

func flag(m resource.PropertyMap, key resource.PropertyKey) bool {
	v := plain(m[key])
	return v.IsBool() && v.BoolValue()
}

func texts(m resource.PropertyMap, key resource.PropertyKey) []string {
	var all []string
	if v := plain(m[key]); v.IsArray() {
		for _, element := range v.ArrayValue() {
			if element = plain(element); element.IsString() {
				all = append(all, element.StringValue())
			}
		}
	}
	return all
}

// parse reads checked inputs. What is unknown reads as empty.
func parse(inputs resource.PropertyMap) args {
	b := object(inputs, "build")
	buildArgs := map[string]string{}
	for name := range object(b, "args") {
		buildArgs[string(name)] = text(object(b, "args"), name)
	}
	return args{
		imageName:      text(inputs, "imageName"),
		buildOnPreview: flag(inputs, "buildOnPreview"),
		skipPush:       flag(inputs, "skipPush"),
		build: build{
			context:    text(b, "context"),
			dockerfile: text(b, "dockerfile"),
			args:       buildArgs,
			platform:   text(b, "platform"),
			target:     text(b, "target"),
			network:    text(b, "network"),
			addHosts:   texts(b, "addHosts"),
			cacheFrom:  texts(object(b, "cacheFrom"), "images"),
		},
	}
}
