import * as pulumi from "@pulumi/pulumi";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import type { Files } from "../config/render/files.ts";
import type { SecretFiles } from "../config/secret-files.ts";
import { ConfigVolume } from "./config-volume.ts";
import { type Contents, contentFingerprint, secretFingerprint } from "./fingerprint.ts";
import type { ServiceArgs } from "./service-args.ts";
import { type NetworkPlace, type Service, type ServiceSpec, type VolumeMount, runService } from "./service.ts";

export interface XmppClientSpec {
  readonly service: string;
  readonly image: pulumi.Input<string>;
  readonly files: Files;
  /** User of its XMPP account. */
  readonly user: string;
  /** Its secrets besides that account's password. */
  readonly secretFiles: SecretFiles;
  /** Memory limit, MiB. */
  readonly memory: number;
  readonly networks: readonly NetworkPlace[];
  /** More secrets: file name -> text. */
  readonly secrets?: Contents;
  /** Volumes besides those of its files. */
  readonly volumes?: readonly VolumeMount[];
  /** What else its container needs. */
  readonly container?: Pick<ServiceSpec, "tmpfs" | "sharedMemory" | "devices" | "groups" | "graceSeconds">;
}

/**
 * A Java service that logs in to Prosody (jicofo, the bridges, recorders, gateways). It reads everything at start, so a change of its files, its
 * password or the authority replaces its container.
 */
export function runXmppClient(
  { stack, images, credentials, certificates }: ServiceArgs,
  {
    service,
    image,
    files,
    user,
    secretFiles,
    memory,
    networks,
    secrets: more = {},
    volumes = [],
    container,
  }: XmppClientSpec,
  { parent, after }: { readonly parent: pulumi.Resource; readonly after: readonly pulumi.Resource[] },
): Service {
  const contents = { ...files, "ca.crt": certificates.authority };
  const values = { "xmpp-password": credentials.account(user), ...credentials.files(secretFiles), ...more };
  const config = new ConfigVolume(`${service}-config`, { stack, image: images.base, files: contents }, { parent });
  const secrets = new ConfigVolume(
    `${service}-secrets`,
    { stack, image: images.base, files: values, secret: true },
    { parent },
  );
  return runService(
    stack,
    {
      service,
      image,
      memory,
      networks,
      volumes: [
        { volume: config.volumeName, path: configFolder },
        { volume: secrets.volumeName, path: secretsFolder },
        ...volumes,
      ],
      startPeriod: 60,
      ...container,
      labels: {
        "jitsi.config": contentFingerprint(contents),
        "jitsi.secrets": secretFingerprint(credentials.fingerprintKey, values),
      },
    },
    { parent, dependsOn: [config, secrets, ...after] },
  );
}
