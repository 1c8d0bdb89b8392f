import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderProsody } from "../../../config/render/prosody.ts";
import { docker, dockerOutput, until } from "../images/docker.ts";
import { temporaryFolder } from "../images/packages.ts";
import { type Service, type Texts, certificates, startService } from "../images/service.ts";
import { boshLogin } from "./bosh.ts";
import { settingsOf } from "./prosody.ts";

/** A directory server (OpenLDAP) with people in it, on a network of its own. */
export interface Directory {
  /** Name of its container. */
  readonly name: string;
  readonly network: string;
  /** The authority that signed its certificate, which names `directory` only; it also answers as `alias`. */
  readonly ca: string;
  /** An authority that did not. */
  readonly otherCa: string;
  /** What it did since it started, a line an operation. */
  log(): Promise<string>;
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const image = "images-test/slapd";

/**
 * Builds the directory's image and starts it; waits until it listens.
 * @param options more arguments of `docker run`.
 */
export async function startDirectory(options: readonly string[] = []): Promise<Directory> {
  await dockerOutput(["build", "--force-rm", `--tag=${image}`, join(import.meta.dirname, "slapd")]);
  const name = `images-test-slapd-${randomBytes(4).toString("hex")}`;
  const [own, other] = [await certificates(["directory"]), await certificates(["directory"])];
  const folder = await temporaryFolder();
  const files = { "ca.crt": own.ca, "tls.crt": own.certificate, "tls.key": own.key };
  await Promise.all(Object.entries(files).map(([file, text]) => writeFile(join(folder.path, file), text)));
  const network = await dockerOutput(["network", "create", name]);
  await dockerOutput([
    "run", "--detach", `--name=${name}`, `--network=${network}`, "--network-alias=directory", "--network-alias=alias",
    `--volume=${folder.path}:/tls:ro`, ...options, image,
  ]); // prettier-ignore
  const log = async (): Promise<string> => (await docker(["logs", name])).stderr;
  const listening = async (): Promise<void> => {
    const starts = async () => (await log()).split("slapd starting").length;
    const before = await starts();
    await until(async () => ((await starts()) >= Math.max(2, before) ? true : undefined), log);
  };
  await listening();
  return {
    name,
    network,
    ca: own.ca,
    otherCa: other.ca,
    log,
    stop: async () => {
      await dockerOutput(["stop", "--time=1", name]);
    },
    start: async () => {
      await dockerOutput(["start", name]);
    },
    remove: async () => {
      await docker(["rm", "--force", "--volumes", name]);
      await docker(["network", "rm", network]);
      await folder.remove();
    },
  };
}

/** Prosody whose people are in a directory. */
export interface LdapProsody extends Service {
  /** What a login with a password comes to: the address without its resource, or the refusal's condition. */
  attempt(username: string, password: string, asWhom?: string): Promise<string>;
  /** Takes other settings of the directory, or another bind password, and starts anew. */
  change(ldap: Readonly<Record<string, unknown>>, password?: string): Promise<void>;
}

/** Port inside the container that only these tests open. */
const plainPort = 5280;
const plainDoor = `http_ports = { ${String(plainPort)} }\nhttp_interfaces = { "*" }\n`;

function filesOf(ldap: Readonly<Record<string, unknown>>): Texts {
  const files = renderProsody(settingsOf({ auth: { type: "ldap", ldap } }));
  return { ...files, "extra.cfg.lua": `${files["extra.cfg.lua"] ?? ""}${plainDoor}` };
}

/** Starts the project's Prosody in the directory's network with these settings of auth.ldap. */
export async function startLdapProsody(
  directory: Directory,
  ldap: Readonly<Record<string, unknown>>,
  password = "lookup-secret",
): Promise<LdapProsody> {
  const { certificate, key } = await certificates(["prosody", "meet.jitsi"]);
  const service = await startService("prosody", {
    config: { ...filesOf(ldap), "xmpp.crt": certificate },
    secrets: {
      "account-focus": "focus-secret",
      "account-jvb": "jvb-secret",
      "ldap-bind-password": password,
      "xmpp.key": key,
    },
    options: [
      `--network=${directory.network}`,
      `--publish=127.0.0.1::${String(plainPort)}`,
      "--volume=/var/lib/prosody",
    ],
  });
  return {
    ...service,
    attempt: async (username, secret, asWhom = "") => {
      // A restart may have given it another port.
      const port = Number((await service.address(plainPort)).split(":").at(-1));
      const plain = { username, password: secret, asWhom };
      return (await boshLogin({ port, domain: "meet.jitsi", plain })).split("/")[0] ?? "";
    },
    change: async (changed, secret = "lookup-secret") => {
      await service.write("config", filesOf(changed));
      await service.write("secrets", { "ldap-bind-password": secret });
      await service.restart();
    },
  };
}
