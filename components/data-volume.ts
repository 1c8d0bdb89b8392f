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
