import { randomBytes } from "node:crypto";
import { xml } from "@xmpp/client";
import { afterAll, beforeAll, expect, jest, test } from "@jest/globals";
import { type LuaOptions, prosodyConfig } from "../../../config/write/lua.ts";
import { dockerOutput } from "../images/docker.ts";
import { type Service, certificates, startService } from "../images/service.ts";
import { type Session, ask } from "../rehearsal-web/xmpp.ts";
import { type Prosody, buildProsody, startProsody } from "./prosody.ts";

jest.setTimeout(60_000);

/**
 * The way to visitor nodes: this Prosody and another real one, each with a certificate that the other's authorities do not know.
 * Who is connected where, and who is trusted, comes from the settings. What visitors do is not played.
 */
let network: string;
let prosody: Prosody;
let node: Service;

const nodePort = 52220;

/** A visitor node's Prosody: one of its parts, and beside it one of a node that the settings do not name. */
function nodeConfig(): string {
  const hosts = ["visitors.meet.jitsi", "muc.meet.jitsi", "meet.jitsi"];
  const options: LuaOptions = {
    plugin_paths: ["/usr/local/share/prosody-modules", "/usr/share/jitsi-meet/prosody-plugins"],
    modules_enabled: ["saslauth", "tls", "disco", "s2s_bidi", "certs_s2soutinjection", "s2sout_override"],
    data_path: "/var/lib/prosody/data",
    certificates: "/config",
    ssl: { certificate: "/config/xmpp.crt", key: "/secrets/xmpp.key" },
    s2s_ports: [nodePort],
    s2s_secure_auth: false,
    s2sout_override: Object.fromEntries(hosts.map((host) => [host, "tcp://main:5269"])),
    http_ports: [],
    https_ports: [],
    log: [{ levels: { min: "info" }, to: "console" }],
  };
  return prosodyConfig([
    { kind: "global", options },
    { kind: "host", name: "v0.meet.jitsi", options: {} },
    { kind: "component", name: "polls.v0.meet.jitsi", module: "muc", options: {} },
    { kind: "component", name: "polls.v1.meet.jitsi", module: "muc", options: {} },
  ]);
}

beforeAll(async () => {
  await buildProsody();
  network = `images-test-visitors-${randomBytes(4).toString("hex")}`;
  await dockerOutput(["network", "create", network]);
  const { certificate, key } = await certificates(["v0.meet.jitsi", "polls.v0.meet.jitsi", "polls.v1.meet.jitsi"]);
  node = await startService("prosody", {
    config: { "prosody.cfg.lua": nodeConfig(), "xmpp.crt": certificate },
    secrets: { "xmpp.key": key },
    options: [`--network=${network}`, "--network-alias=node", "--volume=/var/lib/prosody"],
  });
  const visitors = { enabled: true, nodes: [{ host: "node", serverPort: nodePort }] };
  prosody = await startProsody({
    settings: { rooms: { visitors } },
    options: [`--network=${network}`, "--network-alias=main"],
  });
}, 600_000);

afterAll(async () => {
  await (prosody as Prosody | undefined)?.stop();
  await (node as Service | undefined)?.stop();
  await dockerOutput(["network", "rm", network]);
});

/** What a question about a host's features comes to: its first identity, or the error's condition. */
async function identity(session: Session, host: string): Promise<string> {
  const answer = await ask(session, host, xml("query", { xmlns: "http://jabber.org/protocol/disco#info" }));
  if ("condition" in answer) {
    return answer.condition;
  }
  const { category, type } = answer.getChild("query")?.getChild("identity")?.attrs ?? {};
  return `${String(category)}/${String(type)}`;
}

test("a meeting's people reach a part of the node at the address that the settings name, over TLS", async () => {
  const person = await prosody.person({ domain: "meet.jitsi" });
  expect(await identity(person, "polls.v0.meet.jitsi")).toBe("conference/text");
  expect(await node.log()).toContain("Incoming s2s connection meet.jitsi->polls.v0.meet.jitsi complete");
});

test("a host that the settings do not name is not talked to, though it is on the same server", async () => {
  const person = await prosody.person({ domain: "meet.jitsi" });
  expect(await identity(person, "polls.v1.meet.jitsi")).toBe("not-allowed");
  expect(await identity(person, "example.org")).toBe("not-allowed");
  await prosody.closeSessions();
});
