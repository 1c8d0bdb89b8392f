import { expect } from "@jest/globals";
import { type Change, type EffectRow, content, fingerprint } from "./row.ts";

const text: unknown = expect.any(String);
const zone: Record<string, Change> = { "envs[0]": ["TZ=UTC", "TZ=Europe/Berlin"] };
const everywhere: Change = ["127.0.0.1", "0.0.0.0"];

export const rows: readonly EffectRow[] = [
  // A protected volume is an option of the resource, no input.
  { path: "general.environment", value: "production", resources: {} },
  {
    path: "general.publicUrl",
    value: "https://meet.example.org",
    changes: {
      "web/config.js": {
        bosh: ["https://localhost:8443/http-bind", "https://meet.example.org/http-bind"],
        websocket: ["wss://localhost:8443/xmpp-websocket", "wss://meet.example.org/xmpp-websocket"],
        "(tenant) bosh": ["https://localhost:8443/acme/http-bind", "https://meet.example.org/acme/http-bind"],
        "(tenant) websocket": [
          "wss://localhost:8443/acme/xmpp-websocket",
          "wss://meet.example.org/acme/xmpp-websocket",
        ],
      },
      "jvb-1/jvb.conf": {
        "ice4j.harvest.mapping.static-mappings": [
          [{ "local-address": "${LOCAL_ADDRESS}", "public-address": "127.0.0.1", name: "ip-1" }],
          [],
        ],
        "ice4j.harvest.mapping.stun.addresses": [[], ["meet-jit-si-turnrelay.jitsi.net:443"]],
        "videobridge.health.require-valid-address": [false, true],
      },
    },
    resources: {
      "certificates-web-request": "made",
      "web-config-config.js": content(text, text),
      "web-check": { stdin: [text, text] },
      "web-container": { "ports[0].ip": everywhere, "ports[1].ip": everywhere },
      "web-reload": { "environment.FINGERPRINT": fingerprint },
      "jvb-1-config-jvb.conf": content(text, text),
      "jvb-1-container": { "labels[3].value": fingerprint, "ports[0].ip": everywhere },
    },
  },
  {
    path: "general.timezone",
    value: "Europe/Berlin",
    resources: {
      "web-container": zone,
      "prosody-container": zone,
      "jicofo-container": zone,
      "jvb-1-container": zone,
    },
  },
];
