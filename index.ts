import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Acme, IssuedCertificate } from "./components/acme.ts";
import { Certificates } from "./components/certificates.ts";
import { Credentials } from "./components/credentials.ts";
import { Etherpad } from "./components/etherpad.ts";
import { Images } from "./components/images.ts";
import { recorders } from "./components/jibri.ts";
import { Jicofo } from "./components/jicofo.ts";
import { Jigasi } from "./components/jigasi.ts";
import { bridges } from "./components/jvb.ts";
import { monitoring } from "./components/monitoring.ts";
import { Networks } from "./components/network.ts";
import { Prosody } from "./components/prosody.ts";
import type { RunningService } from "./components/service-args.ts";
import type { StackContext } from "./components/stack-context.ts";
import { Turn } from "./components/turn.ts";
import { Transcriber } from "./components/transcriber.ts";
import { Web } from "./components/web.ts";
import { when } from "./components/when.ts";
import { Whiteboard } from "./components/whiteboard.ts";
import { publicUrl } from "./config/derived.ts";
import { loadSettings } from "./config/load.ts";
import { readPackages } from "./config/packages.ts";
import { publishedPorts } from "./config/ports.ts";
import { usesAcme } from "./config/render/acme.ts";
import { grafanaUrl } from "./config/render/monitoring/grafana.ts";
import { localHost } from "./hosts/local.ts";

/**
 * The stack, from settings to outputs. The engine calls it and takes what it returns as the stack's outputs
 * (`pulumi stack output`); tests call it under mocks.
 */
export default function program() {
  const { settings, secrets } = loadSettings();
  const { versions } = readPackages(settings, import.meta.dirname);

  const host = localHost("docker");
  const onHost = { provider: host.provider };
  const instance = new random.RandomId("instance", { byteLength: 6 }).hex;
  const id = `${pulumi.getProject()}-${pulumi.getStack()}`;
  const stack: StackContext = { id, instance, settings, host, splunkToken: secrets.splunkToken };

  const networks = new Networks("network", { stack }, onHost);
  const credentials = new Credentials("credentials", { settings, secrets });
  const certificates = new Certificates("certificates", { settings, secrets });
  const images = new Images("images", { stack, versions }, onHost);

  const issued = usesAcme(settings) ? new IssuedCertificate("issued", { stack }, onHost) : undefined;

  // A conference needs them in this order: who logs in, the bridges, who looks for a bridge.
  const parts = { stack, images, networks, credentials, certificates, issued };
  const prosody = new Prosody("prosody", parts, onHost);
  const onXmpp = { ...parts, prosody };
  const jvbs = bridges(onXmpp, onHost);
  const jicofo = new Jicofo("jicofo", { ...onXmpp, bridges: jvbs }, onHost);
  const [transcriber] = when(settings.transcription.enabled, () => new Transcriber("transcriber", onXmpp, onHost));
  const web = new Web("web", { ...onXmpp, transcripts: transcriber?.transcripts }, onHost);

  // Around the conference: what the settings ask for.
  const around: readonly RunningService[] = [
    ...recorders({ ...onXmpp, web }, onHost),
    ...(transcriber === undefined ? [] : [transcriber]),
    ...when(settings.telephony.enabled, () => new Jigasi("jigasi", onXmpp, onHost)),
    ...when(settings.turn.mode === "builtin", () => new Turn("turn", parts, onHost)),
    ...when(settings.etherpad.mode === "builtin", () => new Etherpad("etherpad", parts, onHost)),
    ...when(settings.whiteboard.mode === "builtin", () => new Whiteboard("whiteboard", parts, onHost)),
    ...(issued === undefined ? [] : [new Acme("acme", { ...parts, issued, web }, onHost)]),
    ...monitoring(parts, onHost),
  ];

  return {
    /** Value of the label jitsi.instance, by which the command line finds what belongs to this stack. */
    instance,
    url: publicUrl(settings),
    /** Service -> name of its container, for `docker logs`. */
    services: pulumi.all(
      Object.fromEntries(
        [web, prosody, jicofo, ...jvbs, ...around].map((service) => [service.serviceName, service.containerName]),
      ),
    ),
    versions,
    ports: publishedPorts(settings),
    certificates: certificates.fingerprints,
    ...(credentials.grafana === undefined
      ? {}
      : { grafana: { url: grafanaUrl(settings), user: "admin", password: credentials.grafana.password } }),
    /** The stack's own authority: who trusts it sees no warning with tls.mode self-signed. */
    authority: certificates.authority,
  };
}
