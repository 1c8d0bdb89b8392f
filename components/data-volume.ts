import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings/index.ts";
import { type StackContext, stackLabels } from "./stack-context.ts";

/** How a volume with people's data is kept: nothing but a person's decision deletes production's. */
export function dataVolumeOptions(settings: Settings, parent: pulumi.Resource): pulumi.CustomResourceOptions {
  return { parent, protect: settings.general.environment === "production" };
}

/** A volume with data that nothing in the settings can bring back. It outlives every image and container of its service. */
export function dataVolume(name: string, stack: StackContext, parent: pulumi.Resource): docker.Volume {
  return new docker.Volume(name, { labels: stackLabels(stack) }, dataVolumeOptions(stack.settings, parent));
}

/** Where the base image has a folder of the services' user. */
const ownedFolder = "/data";

/**
 * A data volume for an image that is not ours, and so has no folder of the services' user to make the volume's owner. A container
 * of the base image does that: Docker gives an empty volume the owner of the folder it is first mounted at. It never runs.
 */
export function ownedDataVolume(
  name: string,
  stack: StackContext,
  image: pulumi.Input<string>,
  parent: pulumi.Resource,
): { readonly volume: docker.Volume; readonly owned: pulumi.Resource } {
  const volume = dataVolume(name, stack, parent);
  const owned = new docker.Container(
    `${name}-owner`,
    {
      image,
      command: ["true"],
      start: false,
      mustRun: false,
      networkMode: "none",
      volumes: [{ volumeName: volume.name, containerPath: ownedFolder }],
      labels: stackLabels(stack),
    },
    // Done once: a new base image is no reason.
    { parent, ignoreChanges: ["image"] },
  );
  return { volume, owned };
}
