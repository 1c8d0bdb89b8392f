import * as pulumi from "@pulumi/pulumi";
import { accountFile, serviceAccounts } from "../config/accounts.ts";
import { domains } from "../config/derived.ts";
import { needsOutside } from "../config/render/prosody-auth.ts";
import { configFolder, prosodyHost, secretsFolder } from "../config/render/names.ts";
import { prosodyReloadFiles, renderProsody } from "../config/render/prosody.ts";
import { prosodyReloadSecretFiles, prosodySecretFiles } from "../config/secret-files.ts";
import type { Settings } from "../config/settings/index.ts";
import { ConfigVolume } from "./config-volume.ts";
import type { Credentials } from "./credentials.ts";
import { dataVolume } from "./data-volume.ts";
import { checkFiles, reloadFiles } from "./docker-command.ts";
import { contentFingerprint, filesFingerprint, secretFingerprint } from "./fingerprint.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";

/** The accounts' passwords, by the file names that accounts.cfg.lua refers to. */
function accountSecrets(settings: Settings, credentials: Credentials): Record<string, pulumi.Output<string>> {
  return Object.fromEntries([
    ...serviceAccounts(settings).map((account) => [accountFile(account), credentials.account(account.user)] as const),
    ...Object.entries(credentials.users).map(([user, password]) => [`user-${user}`, password] as const),
  ]);
}

/**
 * The XMPP server. Its structure (prosody.cfg.lua) is read at start; accounts, passwords, certificate and extra options
 * reach it by a reload. Publishes no port.
 */
export class Prosody extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Prosody", name, {}, options);
    const { stack, images, networks, credentials, certificates } = args;
    const { settings } = stack;
    const files = renderProsody(settings);
    const reloaded = Object.fromEntries(prosodyReloadFiles.map((file) => [file, files[file] ?? ""]));
    const restarting = Object.fromEntries(Object.entries(files).filter(([file]) => !(file in reloaded)));
    const reloadSecrets = {
      ...accountSecrets(settings, credentials),
      ...credentials.files(prosodyReloadSecretFiles(settings)),
    };
    const startSecrets = credentials.files(prosodySecretFiles(settings));
    const certificate = { "xmpp.crt": certificates.xmpp.certificate };

    const check = checkFiles(stack, { service: name, image: images.of("prosody"), files }, { parent: this });
    const config = new ConfigVolume(
      `${name}-config`,
      { stack, image: images.base, files: { ...files, ...certificate }, dependsOn: [check] },
      { parent: this },
    );
    const secrets = new ConfigVolume(
      `${name}-secrets`,
      {
        stack,
        image: images.base,
        files: { ...reloadSecrets, ...startSecrets, "xmpp.key": certificates.xmpp.key },
        secret: true,
      },
      { parent: this },
    );
    const data = dataVolume(`${name}-data`, stack, this);
    const { container, healthy } = runService(
      stack,
      {
        service: name,
        image: images.of("prosody"),
        memory: settings.xmpp.memory,
        networks: [
          { network: networks.xmpp, aliases: [prosodyHost, `xmpp.${domains(settings).main}`] },
          ...(needsOutside(settings) ? [{ network: networks.edge, aliases: [] }] : []),
        ],
        volumes: [
          { volume: config.volumeName, path: configFolder },
          { volume: secrets.volumeName, path: secretsFolder },
          { volume: data.name, path: "/var/lib/prosody", writable: true },
        ],
        startPeriod: 20,
        labels: {
          "jitsi.config": contentFingerprint(restarting),
          "jitsi.secrets": secretFingerprint(credentials.fingerprintKey, startSecrets),
        },
      },
      { parent: this, dependsOn: [config, secrets] },
    );
    const fingerprint = filesFingerprint(
      { ...reloaded, ...certificate },
      { key: credentials.fingerprintKey, secrets: reloadSecrets },
    );
    reloadFiles(
      stack,
      { service: name, container: container.id, fingerprint },
      { parent: this, dependsOn: [config, secrets, healthy] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
