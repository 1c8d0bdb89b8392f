import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Contents } from "./fingerprint.ts";
import { type StackContext, stackLabels } from "./stack-context.ts";

export interface ConfigVolumeArgs {
  readonly stack: StackContext;
  /** Image of the carriers: any that is on the host anyway. Nothing of it runs. */
  readonly image: pulumi.Input<string>;
  /** File name -> text. */
  readonly files: Contents;
  /** Only the services' user may read the files. */
  readonly secret?: boolean;
  /** That user, where it is another than the services' own. */
  readonly owner?: string;
  /** What must have succeeded before a file is written. */
  readonly dependsOn?: readonly pulumi.Resource[];
}

/** Where a carrier has the volume. */
const carrierPath = "/volume";

/** How a file is carried into a volume: by a container that has it and never runs. */
export function carrierArgs(
  stack: StackContext,
  { image, volume, file, content, secret, owner = "1000" }: CarrierSpec,
): docker.ContainerArgs {
  return {
    image,
    // Never run: an image without a command needs one named all the same.
    command: ["true"],
    start: false,
    mustRun: false,
    networkMode: "none",
    volumes: [{ volumeName: volume, containerPath: carrierPath }],
    // One file a container: with several, a preview pairs old and new ones in the wrong order.
    uploads: [
      {
        file: `${carrierPath}/${file}`,
        content,
        ...(secret ? { permissions: "0400", owner, group: owner } : { permissions: "0644" }),
      },
    ],
    labels: stackLabels(stack),
  };
}

export interface CarrierSpec {
  readonly image: pulumi.Input<string>;
  readonly volume: pulumi.Input<string>;
  readonly file: string;
  readonly content: pulumi.Input<string>;
  readonly secret: boolean;
  readonly owner?: string | undefined;
}

/**
 * A named volume with files in it. Docker refuses uploads into a container with a read-only root, so each file comes by a
 * container of its own that is created and never started. A changed file replaces its carrier, in a third of a second; the
 * running service sees the new file at once, and the preview shows the lines that change.
 *
 * A file that is no longer wanted stays in the volume until the volume goes: nothing reads it.
 */
export class ConfigVolume extends pulumi.ComponentResource {
  readonly volumeName: pulumi.Output<string>;

  constructor(name: string, args: ConfigVolumeArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:ConfigVolume", name, {}, options);
    const { stack, image, secret = false, owner, dependsOn = [] } = args;
    const volume = new docker.Volume(`${name}-volume`, { labels: stackLabels(stack) }, { parent: this });
    for (const [file, content] of Object.entries(args.files)) {
      new docker.Container(
        // Docker's names have no slash.
        `${name}-${file.replaceAll("/", "-")}`,
        carrierArgs(stack, { image, volume: volume.name, file, content, secret, owner }),
        // The new file is written when the new carrier is made: the old carrier must not be in the way, and cannot be needed.
        { parent: this, dependsOn: [...dependsOn], deleteBeforeReplace: true },
      );
    }
    this.volumeName = volume.name;
    this.registerOutputs({ volumeName: this.volumeName });
  }
}
