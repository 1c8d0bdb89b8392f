import * as pulumi from "@pulumi/pulumi";
import { etherpadHost } from "../config/documents.ts";
import { etherpadCredentials, etherpadData, renderEtherpad } from "../config/render/etherpad.ts";
import { configFolder, secretsFolder } from "../config/render/names.ts";
import { etherpadSecretFiles } from "../config/secret-files.ts";
import { internalPorts } from "../config/ports.ts";
import { ConfigVolume } from "./config-volume.ts";
import { ownedDataVolume } from "./data-volume.ts";
import { pullImage } from "./docker-command.ts";
import { contentFingerprint, secretFingerprint } from "./fingerprint.ts";
import { nodeHealth, nodeHealthTimeout } from "./node-health.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import { runService } from "./service.ts";

/** Where upstream's image has the program. */
const programFolder = "/opt/etherpad-lite";

/**
 * The program of upstream's own start command, with our files. That command asks a package manager for it, which wants to write;
 * and so would Etherpad, where no list of plugins is there.
 */
const start = `cd ${programFolder}
echo '{"plugins":[]}' > var/installed_plugins.json
cd src
exec node --require tsx/cjs node/server.ts --settings ${configFolder}/settings.json \
--credentials ${secretsFolder}/credentials.json --sessionkey ${etherpadData}/SESSIONKEY.txt --apikey ${etherpadData}/APIKEY.txt`;

/** Etherpad's own health. It ends when its database fails. */
const health = nodeHealth("Etherpad", `http://127.0.0.1:${String(internalPorts.etherpadHttp)}/health`, [200]);

/** The shared document, by upstream's image. */
export class Etherpad extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: ServiceArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Etherpad", name, {}, options);
    const { stack, images, networks, credentials } = args;
    const { etherpad } = stack.settings;
    const files = renderEtherpad(stack.settings);
    const passwords = credentials.files(etherpadSecretFiles(stack.settings));
    const secretFiles = Object.fromEntries(
      Object.entries(passwords).map(([file, password]) => [file, password.apply(etherpadCredentials)]),
    );

    const image = pullImage(
      stack,
      { service: name, setting: "etherpad.image", image: etherpad.image },
      { parent: this },
    );
    const config = new ConfigVolume(`${name}-config`, { stack, image: images.base, files }, { parent: this });
    const secrets = new ConfigVolume(
      `${name}-secrets`,
      { stack, image: images.base, files: secretFiles, secret: true },
      { parent: this },
    );
    const data = ownedDataVolume(`${name}-data`, stack, images.base, this);
    const { container } = runService(
      stack,
      {
        service: name,
        image,
        memory: etherpad.memory,
        networks: [
          { network: networks.xmpp, aliases: [etherpadHost] },
          // A way out only to a database elsewhere.
          ...(etherpad.database.type === "file" ? [] : [{ network: networks.edge, aliases: [] }]),
        ],
        volumes: [
          { volume: config.volumeName, path: configFolder },
          { volume: secrets.volumeName, path: secretsFolder },
          { volume: data.volume.name, path: etherpadData, writable: true },
        ],
        // What it packs for browsers, made anew at each start.
        tmpfs: { [`${programFolder}/var`]: "noexec,size=64m,uid=1000,gid=1000,mode=0755" },
        startPeriod: 60,
        entrypoint: ["sh", "-c"],
        command: [start],
        health,
        healthTimeout: nodeHealthTimeout,
        labels: {
          "jitsi.config": contentFingerprint(files),
          "jitsi.secrets": secretFingerprint(credentials.fingerprintKey, passwords),
        },
      },
      { parent: this, dependsOn: [config, secrets, data.owned] },
    );
    this.serviceName = name;
    this.containerName = container.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}
