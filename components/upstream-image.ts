import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";

/** ID of an image that others make, pulled where the host has none of that name. It stays there when the stack goes. */
export function upstreamImage(service: string, image: string, parent: pulumi.Resource): pulumi.Output<string> {
  return new docker.RemoteImage(`${service}-image`, { name: image, keepLocally: true }, { parent }).imageId;
}
