import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hostAddress } from "../../harness/docker.ts";
import { freeTcpPort } from "../../harness/ports.ts";
import { eventually } from "../../harness/wait.ts";
import { docker, dockerOutput } from "../images/docker.ts";
import { temporaryFolder } from "../images/packages.ts";
import { type Front, startFront } from "./front.ts";

/** A real ACME server, pebble, strict, on this machine's own network, with the front that containers reach it by. */
export interface Authority {
  /** Its directory, as containers reach it. */
  readonly directory: string;
  /** Certificate of who signed the directory's own certificate. */
  readonly authority: string;
  readonly front: Front;
  /** How often it was asked for a certificate. */
  orders(): number;
  /** Certificate of the root below which it issues. */
  root(): Promise<string>;
  stop(): Promise<void>;
}

export interface AuthorityOptions {
  /** Port of this machine that proofs are read from, instead of 80. All names are this machine. */
  readonly httpPort: number;
  /** Life of its certificates, seconds. */
  readonly life: number;
  /** A key without which nobody gets an account: its identifier and itself, in base64url. */
  readonly binding?: readonly [id: string, key: string];
  /** Name server that proofs are looked up at. */
  readonly nameServer?: string;
}

/** Image of the far side: pebble, bind. */
export const authorityImage = "images-test/authority";

export async function buildAuthority(): Promise<void> {
  await dockerOutput(["build", "--tag", authorityImage, join(import.meta.dirname, "authority")]);
}

/** An authority of the test's own, and a server certificate by it for this machine. */
async function serverPair(host: string): Promise<{ ca: string; certificate: string; key: string }> {
  const key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
  const script = `cd /tmp
openssl req -x509 ${key} -subj /CN=directory-ca -keyout ca.key -out ca.crt 2>/dev/null
openssl req -x509 ${key} -CA ca.crt -CAkey ca.key -subj /CN=directory -addext subjectAltName=DNS:localhost,IP:${host},IP:127.0.0.1 \
  -addext basicConstraints=CA:FALSE -keyout leaf.key -out leaf.crt 2>/dev/null
cat ca.crt; echo @; cat leaf.crt; echo @; cat leaf.key`;
  const [ca = "", certificate = "", privateKey = ""] = (
    await dockerOutput(["run", "--rm", authorityImage, "sh", "-c", script])
  ).split("@\n");
  return { ca, certificate, key: privateKey };
}

export async function startAuthority(options: AuthorityOptions): Promise<Authority> {
  const host = await hostAddress();
  const pair = await serverPair(host);
  const [port, management, names, namesManagement] = [
    await freeTcpPort(),
    await freeTcpPort(),
    await freeTcpPort(),
    await freeTcpPort(),
  ];
  const { httpPort, life, binding, nameServer = `127.0.0.1:${String(names)}` } = options;
  const files = await temporaryFolder();
  const pebble = {
    listenAddress: `127.0.0.1:${String(port)}`,
    managementListenAddress: `127.0.0.1:${String(management)}`,
    certificate: "/files/tls.crt",
    privateKey: "/files/tls.key",
    httpPort,
    tlsPort: 1,
    ocspResponderURL: "",
    externalAccountBindingRequired: binding !== undefined,
    ...(binding === undefined ? {} : { externalAccountMACKeys: { [binding[0]]: binding[1] } }),
    certificateValidityPeriod: life,
  };
  const contents = { "pebble.json": JSON.stringify({ pebble }), "tls.crt": pair.certificate, "tls.key": pair.key };
  for (const [name, text] of Object.entries(contents)) {
    await writeFile(join(files.path, name), text);
    await chmod(join(files.path, name), 0o644);
  }
  const resolver = `pebble-challtestsrv -defaultIPv6 '' -defaultIPv4 127.0.0.1 -dns01 127.0.0.1:${String(names)} \
-management 127.0.0.1:${String(namesManagement)} -http01 '' -https01 '' -tlsalpn01 '' -doh ''`;
  const script = `${resolver} & exec pebble -strict -config /files/pebble.json -dnsserver ${nameServer}`;
  const container = await dockerOutput([
    "run", "--detach", "--init", "--network=host", "--env=PEBBLE_VA_NOSLEEP=1",
    // Requests are counted: none is to be refused by chance.
    "--env=PEBBLE_WFE_NONCEREJECT=0", `--volume=${files.path}:/files:ro`,
    authorityImage, "sh", "-c", script,
  ]); // prettier-ignore
  const front = await startFront(pair, port);
  const root = (): Promise<string> =>
    dockerOutput(["exec", container, "curl", "-sfk", `https://127.0.0.1:${String(management)}/roots/0`]);
  await eventually(root, (text) => text.includes("BEGIN CERTIFICATE"), 60);
  return {
    directory: `https://${host}:${String(front.port)}/dir`,
    authority: pair.ca,
    front,
    orders: () => front.paths.filter((path) => path.startsWith("/order-plz")).length,
    root,
    stop: async () => {
      await front.stop();
      await docker(["rm", "--force", "--volumes", container]);
      await files.remove();
    },
  };
}
