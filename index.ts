import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Certificates } from "./components/certificates.ts";
import { Credentials } from "./components/credentials.ts";
import { Images } from "./components/images.ts";
import { recorders } from "./components/jibri.ts";
import { Jicofo } from "./components/jicofo.ts";
import { bridges } from "./components/jvb.ts";
import { Networks } from "./components/network.ts";
import { Prosody } from "./components/prosody.ts";
import type { RunningService } from "./components/service-args.ts";
import type { StackContext } from "./components/stack-context.ts";
import { Web } from "./components/web.ts";
import { publicUrl } from "./config/derived.ts";
import { loadSettings } from "./config/load.ts";
import { readPackages } from "./config/packages.ts";
import { publishedPorts } from "./config/ports.ts";
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
  const stack: StackContext = { id: `${pulumi.getProject()}-${pulumi.getStack()}`, instance, settings, host };

  const networks = new Networks("network", { stack }, onHost);
  const credentials = new Credentials("credentials", { settings, secrets });
  const certificates = new Certificates("certificates", { settings, secrets });
  const images = new Images("images", { stack, versions }, onHost);

  // A conference needs them in this order: who logs in, the bridges, who looks for a bridge.
  const parts = { stack, images, networks, credentials, certificates };
  const prosody = new Prosody("prosody", parts, onHost);
  const jvbs = bridges({ ...parts, prosody }, onHost);
  const jicofo = new Jicofo("jicofo", { ...parts, prosody, bridges: jvbs }, onHost);
  const web = new Web("web", { ...parts, prosody }, onHost);

  // Around the conference: what the settings ask for.
  const around: RunningService[] = [...recorders({ ...parts, prosody, web }, onHost)];

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
    /** The stack's own authority: who trusts it sees no warning with tls.mode self-signed. */
    authority: certificates.authority,
  };
}
