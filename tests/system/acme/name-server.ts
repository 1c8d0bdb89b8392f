import { docker, dockerOutput } from "../images/docker.ts";
import { eventually } from "../../harness/wait.ts";

/** A real name server, bind, for the zone example.test. It takes updates that are signed with a key. */
export interface NameServer {
  /** Network in which it is `ns.example.test`. */
  readonly network: string;
  /** Address of its port 53 for this machine. */
  readonly address: string;
  readonly key: { readonly name: string; readonly secret: string };
  log(): Promise<string>;
  stop(): Promise<void>;
}

const key = { name: "acme", secret: Buffer.from("a key that only this test has....").toString("base64") };

const configuration = `
options { directory "/var/cache/bind"; listen-on { any; }; listen-on-v6 { none; }; recursion no; dnssec-validation no; };
key "${key.name}" { algorithm hmac-sha256; secret "${key.secret}"; };
zone "example.test" {
  type primary;
  file "/var/cache/bind/example.test";
  update-policy { grant ${key.name} subdomain example.test. TXT; };
};`;

const zone = `$TTL 5
@ SOA ns.example.test. ops.example.test. 1 60 60 60 5
@ NS ns.example.test.
ns A ADDRESS`;

export async function startNameServer(image: string): Promise<NameServer> {
  const network = await dockerOutput(["network", "create", `acme-test-dns-${String(process.pid)}`]);
  const script = `printf '%s\\n' "$ZONE" | sed "s/ADDRESS/$(hostname -i)/" >/var/cache/bind/example.test
printf '%s\\n' "$CONFIGURATION" >/tmp/named.conf
exec named -g -c /tmp/named.conf`;
  const container = await dockerOutput([
    "run", "--detach", "--init", `--network=${network}`, "--network-alias=ns.example.test",
    `--env=ZONE=${zone}`, `--env=CONFIGURATION=${configuration}`, image, "sh", "-c", script,
  ]); // prettier-ignore
  const log = async (): Promise<string> => (await docker(["logs", container])).stderr;
  await eventually(log, (text) => text.includes("all zones loaded"), 60);
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
  const address = await dockerOutput(["inspect", "--format", format, container]);
  return {
    network,
    address: `${address}:53`,
    key,
    log,
    stop: async () => {
      await docker(["rm", "--force", "--volumes", container]);
      await docker(["network", "rm", network]);
    },
  };
}
