import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { renderAll } from "../../../config/render/index.ts";
import { lineFrequency, modeOf, refreshRate } from "../../../config/render/jibri/xorg.ts";
import { asoundrc, usesAlsa } from "../../../config/render/jibri/sound.ts";
import { recorderName, renderJibri } from "../../../config/render/jibri.ts";
import type { Settings } from "../../../config/settings/index.ts";
import { JavaParser } from "../write/real/java.ts";
import { settingsOf } from "./variants.ts";

const java = new JavaParser({ XMPP_PASSWORD: "one", RECORDER_PASSWORD: "two", INSTANCE_ID: "jibri-1-1700000000" });
afterAll(() => java.stop());

interface Jibri {
  readonly id: string;
  readonly api: { readonly xmpp: { readonly environments: readonly Readonly<Record<string, unknown>>[] } };
  readonly chrome: { readonly flags: readonly string[] };
  readonly ffmpeg: Readonly<Record<string, unknown>>;
}

async function jibri(settings: Settings, index = 1): Promise<Jibri> {
  const config = (await java.hocon(renderJibri(settings, index)["jibri.conf"] ?? "")) as { jibri: Jibri };
  expect(Object.keys(config)).toEqual(["jibri"]);
  return config.jibri;
}

/** Keys that jibri reads. */
const known = new Set(
  readFileSync(join(import.meta.dirname, "hocon-keys.tsv"), "utf8")
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([service]) => service === "jibri")
    .map(([, key = ""]) => key),
);

function paths(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    return [
      path,
      ...value.flatMap((member: unknown) => (typeof member === "object" ? paths(member, `${path}[]`) : [])),
    ];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, member]) => paths(member, `${path}.${key}`))
    : [path];
}

const everything = {
  recording: {
    enabled: true,
    metrics: true,
    singleUse: true,
    statsd: { enabled: true, host: "statsd.example.org" },
    webhooks: ["https://hook.example.org"],
    finalizeScript: "#!/bin/sh\n",
  },
};

describe("jibri.conf", () => {
  test.each([
    ["by default", { recording: { enabled: true } }],
    ["with everything on", everything],
  ])("holds nothing that jibri does not read, %s", async (_, input) => {
    const unknown = paths(await jibri(settingsOf(input)), "jibri").filter((path) => !known.has(path));
    expect(unknown).toEqual([]);
  });

  test("connects a recorder to Prosody, which it verifies, with passwords and a name from its environment", async () => {
    const { id, api } = await jibri(settingsOf({ general: { publicUrl: "https://meet.example.org" } }));
    expect(id).toBe("jibri-1-1700000000");
    expect(api.xmpp.environments).toEqual([
      {
        name: "prosody",
        "xmpp-server-hosts": ["prosody"],
        "xmpp-domain": "meet.jitsi",
        "base-url": "https://meet.example.org",
        "control-muc": {
          domain: "internal-muc.meet.jitsi",
          "room-name": "jibribrewery",
          nickname: "jibri-1-1700000000",
        },
        "control-login": { domain: "auth.meet.jitsi", port: 5222, username: "jibri", password: "one" },
        "call-login": { domain: "hidden.meet.jitsi", username: "recorder", password: "two" },
        "strip-from-room-domain": "muc.",
        "usage-timeout": "0 minutes",
        "security-mode": "required",
        "trust-all-xmpp-certs": false,
      },
    ]);
  });

  test("every name is the stack's own where it has one", async () => {
    const names = {
      domain: "chat.example.org",
      authDomain: "services.example.org",
      mucDomain: "rooms.chat.example.org",
      internalMucDomain: "brewery.example.org",
      hiddenDomain: "recorders.example.org",
    };
    const { api } = await jibri(settingsOf({ xmpp: names }));
    expect(api.xmpp.environments).toMatchObject([
      {
        "xmpp-domain": "chat.example.org",
        "control-muc": { domain: "brewery.example.org" },
        "control-login": { domain: "services.example.org" },
        "call-login": { domain: "recorders.example.org" },
        "strip-from-room-domain": "rooms.",
      },
    ]);
  });
});

describe("the recorder's browser", () => {
  const flags = async (input: object) => (await jibri(settingsOf(input))).chrome.flags.slice(5);

  test("is told to trust a self-signed certificate, and no other", async () => {
    const publicUrl = "https://meet.example.org";
    expect(await flags({ general: { publicUrl } })).toContain("--ignore-certificate-errors");
    expect(await flags({ general: { publicUrl }, tls: { mode: "off" } })).toEqual(["--no-sandbox"]);
  });

  test("goes straight to the web server that has the page's certificate, and through the proxy where that has it", async () => {
    const general = { publicUrl: "https://meet.example.org" };
    expect(await flags({ general })).toContain("--host-resolver-rules=MAP meet.example.org web:8443");
    expect((await flags({ general, tls: { mode: "off" } })).join(" ")).not.toContain("host-resolver-rules");
  });

  test("finds the web server of a stack on this machine, whose name means the container itself there", async () => {
    expect(await flags({ tls: { port: 4443 } })).toContain("--host-resolver-rules=MAP localhost:4443 web:8443");
    expect(await flags({ tls: { mode: "off" }, http: { port: 8081 } })).toContain(
      "--host-resolver-rules=MAP localhost:8081 web:8000",
    );
  });
});

describe("the recorder's display", () => {
  // Tried with Debian's Xorg and its dummy driver, which took them, and nothing that is VESA's reduced blanking.
  test.each([
    ["1280x720", 65.45, [1280, 1328, 1376, 1472], [720, 723, 728, 741]],
    ["1920x1080", 140.79, [1920, 1968, 2016, 2112], [1080, 1083, 1088, 1111]],
  ])("shows %s at 60 pictures a second", (resolution, clock, horizontal, vertical) => {
    expect(modeOf(resolution)).toEqual({ name: resolution, clock, horizontal, vertical });
    expect(refreshRate(modeOf(resolution))).toBeCloseTo(60, 1);
  });

  test("shows 3840x2160 at 30 pictures a second: the driver's clock ends at 300 MHz", () => {
    const mode = modeOf("3840x2160");
    expect([mode.clock < 300, refreshRate(mode).toFixed(1), lineFrequency(mode).toFixed(1)]).toEqual([
      true,
      "30.0",
      "65.7",
    ]);
  });
});

describe("what is done with a recording", () => {
  const file = (recording: object, name: string) =>
    renderJibri(settingsOf({ recording: { enabled: true, ...recording } }), 1)[name];

  test("is nothing by default: jibri runs a program that does nothing", () => {
    expect(file({}, "jibri.conf")).toContain('"/bin/true"');
  });

  test("is an upload to one's own storage, whose keys are in no file that is shown", () => {
    const upload = { enabled: true, endpoint: "https://storage.example.org", bucket: "films", folder: "2026" };
    expect(file({ upload }, "rclone.ini")).toBe(`[storage]
type = s3
provider = Other
endpoint = https://storage.example.org
env_auth = true
no_check_bucket = true
`);
    expect(file({ upload }, "environment")).toBe("TRUST=stack\nUPLOAD_COMMAND=copy\nUPLOAD_TARGET=films/2026\n");
    expect(file({ upload }, "jibri.conf")).toContain('"/usr/local/bin/finalize"');
  });
});

describe("a recorder of old", () => {
  const sound = (version: string | undefined, recording = {}) =>
    usesAlsa(
      settingsOf({
        recording,
        images: { versions: version === undefined ? {} : { jibri: version } },
      }),
    );

  test.each([
    ["7.2-20-g1234567-1", true],
    ["8.0-61-g99288dc-1", true],
    ["8.0-140-gccc7278-1", false],
    ["8.1-3-g1234567-1", false],
    [undefined, false],
  ])("jibri %s takes the kernel's loopback device: %s", (version, alsa) => {
    expect(sound(version)).toBe(alsa);
  });

  test("can be told otherwise", () => {
    expect([sound("8.0-61-g1-1", { sound: "pulse" }), sound(undefined, { sound: "alsa" })]).toEqual([false, true]);
  });

  test("mistake 20: has a loopback card of its own, and shares no memory with another one", () => {
    const of = (index: number, pattern: RegExp) => [...asoundrc(index).matchAll(pattern)].map(([, found]) => found);
    const cards = [1, 2, 3].map((index) => of(index, /slave\.pcm "(hw:.*)"/g));
    expect(cards[0]).toEqual(["hw:Loopback,0,0", "hw:Loopback,0,1", "hw:Loopback,1,1", "hw:Loopback,1,0"]);
    expect(cards[1]?.[0]).toBe("hw:Loopback_1,0,0");
    const ids = [1, 2, 3].flatMap((index) => of(index, /ipc_key (\d+)/g));
    expect(new Set(ids).size).toBe(12);
  });
});

test("mistake 20: each recorder has the name that its start gives it, and its sound asks for no device of the host", async () => {
  const names = ["jibri-1-1700000000", "jibri-2-1700000001"];
  const settings = settingsOf({ recording: { enabled: true, count: 2 } });
  const found: unknown[] = [];
  for (const [index, name] of names.entries()) {
    const own = new JavaParser({ XMPP_PASSWORD: "one", RECORDER_PASSWORD: "two", INSTANCE_ID: name });
    const { jibri } = (await own.hocon(renderJibri(settings, index + 1)["jibri.conf"] ?? "")) as { jibri: Jibri };
    await own.stop();
    found.push([jibri.id, jibri.api.xmpp.environments[0]?.["control-muc"], jibri.ffmpeg["audio-source"]]);
  }
  const room = { domain: "internal-muc.meet.jitsi", "room-name": "jibribrewery" };
  expect(found).toEqual(names.map((name) => [name, { ...room, nickname: name }, "pulse"]));
});

test("mistake 20: each recorder has files of its own, and one more changes none of the others", () => {
  const one = renderAll(settingsOf({ recording: { enabled: true } }));
  const two = renderAll(settingsOf({ recording: { enabled: true, count: 2 } }));
  const { [recorderName(2)]: second, ...others } = two;
  expect(others).toEqual(one);
  expect(Object.keys(second ?? {})).toEqual(["jibri.conf", "logging.properties", "xorg.cfg", "environment"]);
  expect(Object.keys(renderAll(settingsOf()))).not.toContain(recorderName(1));
});
