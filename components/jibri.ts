import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { jibriUser, recorderUser } from "../config/accounts.ts";
import { recorderName, recordingsFolder, recorderLogs, renderJibri } from "../config/render/jibri.ts";
import { usesAlsa } from "../config/render/jibri/sound.ts";
import { recorderSecretFiles } from "../config/secret-files.ts";
import type { Settings } from "../config/settings/index.ts";
import { dataVolume } from "./data-volume.ts";
import { checkSound } from "./docker-command.ts";
import type { Prosody } from "./prosody.ts";
import type { RunningService, ServiceArgs } from "./service-args.ts";
import type { ServiceSpec } from "./service.ts";
import { stackLabels } from "./stack-context.ts";
import type { Web } from "./web.ts";
import { runXmppClient } from "./xmpp-client.ts";

export interface JibriArgs extends ServiceArgs {
  /** Which recorder it is, from 1. */
  readonly index: number;
  /** Volume that all recorders keep recordings in. */
  readonly recordings: docker.Volume;
  readonly prosody: Prosody;
  /** Its browser opens the meeting's page. */
  readonly web: Web;
  /** What must have succeeded on the host. */
  readonly hostReady: readonly pulumi.Resource[];
}

/** What a recorder's container needs beside the usual: room for a browser, and time to end a recording. */
function container(settings: Settings): NonNullable<Parameters<typeof runXmppClient>[1]["container"]> {
  const { recording } = settings;
  const sound: Pick<ServiceSpec, "devices" | "groups"> = usesAlsa(settings)
    ? { devices: ["/dev/snd"], groups: [String(recording.soundGroup)] }
    : {};
  return {
    tmpfs: {
      "/run": "exec,size=256m,uid=1000,gid=1000,mode=0755",
      "/tmp": "noexec,size=512m,mode=1777",
    },
    sharedMemory: recording.sharedMemory,
    graceSeconds: recording.stopTimeout,
    ...sound,
  };
}

/** A recorder. When it is replaced, what it records ends there and is finalized first. */
export class Jibri extends pulumi.ComponentResource implements RunningService {
  readonly serviceName: string;
  readonly containerName: pulumi.Output<string>;

  constructor(name: string, args: JibriArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Jibri", name, {}, options);
    const { stack, networks, credentials } = args;
    const { settings } = stack;
    // What its programs print: of no use to anybody once the recorder is gone.
    const logs = new docker.Volume(`${name}-logs`, { labels: stackLabels(stack) }, { parent: this });
    const { container: running } = runXmppClient(
      args,
      {
        service: name,
        image: args.images.of("jibri"),
        files: renderJibri(settings, args.index),
        user: jibriUser,
        secretFiles: recorderSecretFiles(settings),
        secrets: { "recorder-password": credentials.account(recorderUser) },
        memory: settings.recording.memory,
        networks: [
          { network: networks.xmpp, aliases: [name] },
          { network: networks.edge, aliases: [name] },
        ],
        volumes: [
          { volume: args.recordings.name, path: recordingsFolder, writable: true },
          { volume: logs.name, path: recorderLogs, writable: true },
        ],
        container: container(settings),
      },
      { parent: this, after: [args.prosody, args.web, ...args.hostReady] },
    );
    this.serviceName = name;
    this.containerName = running.name;
    this.registerOutputs({ containerName: this.containerName });
  }
}

/** All recorders of the stack, none where recording is off. */
export function recorders(
  args: Omit<JibriArgs, "index" | "recordings" | "hostReady">,
  options: pulumi.ComponentResourceOptions,
): Jibri[] {
  const { settings } = args.stack;
  return settings.recording.enabled ? new Recorders("recorders", args, options).all : [];
}

/** What the recorders share. */
class Recorders extends pulumi.ComponentResource {
  readonly all: Jibri[];

  constructor(
    name: string,
    args: Omit<JibriArgs, "index" | "recordings" | "hostReady">,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("jitsi:index:Recorders", name, {}, options);
    const { stack } = args;
    const { count } = stack.settings.recording;
    const recordings = dataVolume("recordings", stack, this);
    const hostReady = usesAlsa(stack.settings)
      ? [checkSound(stack, { image: args.images.base, recorders: count }, { parent: this })]
      : [];
    this.all = Array.from(
      { length: count },
      (_, i) => new Jibri(recorderName(i + 1), { ...args, index: i + 1, recordings, hostReady }, { parent: this }),
    );
    this.registerOutputs({});
  }
}
