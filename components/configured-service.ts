import type * as pulumi from "@pulumi/pulumi";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import { ConfigVolume } from "./config-volume.ts";
import { type Contents, contentFingerprint, secretFingerprint } from "./fingerprint.ts";
import type { ServiceArgs } from "./service-args.ts";
import { type Service, type ServiceSpec, runService } from "./service.ts";

export interface ConfiguredServiceSpec extends Omit<ServiceSpec, "labels"> {
  /** Files in its configuration folder. */
  readonly files: Contents;
  /** Files in its secrets folder, which its user alone may read. */
  readonly secrets?: Contents;
  /** Number of that user, where it is not the services' own. */
  readonly owner?: string;
}

/** A service that reads its files and secrets at start: a change of either replaces its container, and nothing else does. */
export function runConfiguredService(
  { stack, images, credentials }: ServiceArgs,
  { files, secrets = {}, owner, ...spec }: ConfiguredServiceSpec,
  { parent, after = [] }: { readonly parent: pulumi.Resource; readonly after?: readonly pulumi.Resource[] },
): Service {
  const { service } = spec;
  const config = new ConfigVolume(`${service}-config`, { stack, image: images.base, files }, { parent });
  const hasSecrets = Object.keys(secrets).length > 0;
  const secretVolume = hasSecrets
    ? [
        new ConfigVolume(
          `${service}-secrets`,
          { stack, image: images.base, files: secrets, secret: true, ...(owner === undefined ? {} : { owner }) },
          { parent },
        ),
      ]
    : [];
  return runService(
    stack,
    {
      ...spec,
      volumes: [
        { volume: config.volumeName, path: configFolder },
        ...secretVolume.map(({ volumeName }) => ({ volume: volumeName, path: secretsFolder })),
        ...spec.volumes,
      ],
      labels: {
        "jitsi.config": contentFingerprint(files),
        ...(hasSecrets ? { "jitsi.secrets": secretFingerprint(credentials.fingerprintKey, secrets) } : {}),
      },
    },
    { parent, dependsOn: [config, ...secretVolume, ...after] },
  );
}
