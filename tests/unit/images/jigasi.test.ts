import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { environmentFile } from "../../../config/render/environment.ts";
import { JavaParser } from "../write/real/java.ts";

/** jigasi's start and health scripts, run by the real shell; java, keytool and curl are played. */

const images = join(import.meta.dirname, "../../../images");
const read = (path: string) => readFileSync(join(images, path), "utf8");
const parser = new JavaParser();
afterAll(() => parser.stop());

let root: string;

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "jigasi-"));
  write("bin/java", `#!/bin/sh\nprintf '%s\\n' "$@" >${root}/arguments\nenv >${root}/variables\n`, 0o755);
  write("bin/keytool", "#!/bin/sh\n", 0o755);
  write("bin/curl", `#!/bin/sh\ncat ${root}/answer\n`, 0o755);
  write("config/sip-communicator.properties", "a=b\n");
  write("config/passwords.map", "");
  write("config/environment", environmentFile({ TRUST: "stack", ROLE: "sip", MIN_PORT: "20000", MAX_PORT: "20050" }));
  write("secrets/xmpp-password", "geheim");
  mkdirSync(join(root, "run/jigasi"), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function run(script: string): string {
  const here = script.replaceAll(/(?<=[ "=@:'<])\/(config|secrets|run|proc)\//g, `${root}/$1/`);
  const path = [join(root, "bin"), process.env["PATH"]].join(delimiter);
  try {
    return execFileSync("sh", ["-c", here], { env: { PATH: path }, stdio: "pipe", encoding: "utf8" });
  } catch (error) {
    return (error as { stdout: string; stderr: string }).stdout + (error as { stderr: string }).stderr;
  }
}

function start(): string {
  const common = read("base-java/rootfs/usr/local/lib/stack/java");
  return run(
    read("jigasi/rootfs/usr/local/bin/start")
      .replace(". /usr/local/lib/stack/java\n", () => common)
      .replace("home=/run/jigasi", `home=${root}/run/jigasi`),
  );
}

describe("the start of jigasi", () => {
  test("puts passwords into the properties, in the encoding that each wants, whatever is in them", async () => {
    write(
      "config/passwords.map",
      "one.PASSWORD=base64:xmpp-password\ntwo.PASS=plain:sip-password\nthree.PASS=plain:none\n",
    );
    const texts = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((text) => text.isWellFormed() && !/[\0\n]/.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(texts, fc.constantFrom(" a", "\\", "ü€😀", "a=b:c#d!", "'\"`$(id)")),
        async (secret) => {
          write("secrets/xmpp-password", secret);
          write("secrets/sip-password", secret);
          expect(start()).toBe("");
          const properties = await parser.properties(
            readFileSync(join(root, "run/jigasi/sip-communicator.properties"), "utf8"),
          );
          expect(properties).toEqual({
            a: "b",
            "one.PASSWORD": Buffer.from(secret).toString("base64"),
            "two.PASS": secret,
          });
        },
      ),
      { numRuns: 15 },
    );
  });

  test("is with the ports of the settings as the gateway, and without any as the transcriber", () => {
    start();
    const gateway = readFileSync(join(root, "arguments"), "utf8").split("\n");
    expect(gateway.slice(gateway.indexOf("org.jitsi.jigasi.Main") + 1, -1)).toEqual([
      "--configdir=/run",
      "--configdirname=jigasi",
      `--logdir=${root}/run/jigasi`,
      "--min-port=20000",
      "--max-port=20050",
    ]);
    write("config/environment", environmentFile({ TRUST: "stack", ROLE: "transcriber" }));
    start();
    expect(readFileSync(join(root, "arguments"), "utf8")).not.toContain("-port=");
  });

  test("makes Google's key file of its public members and the secret ones, or takes the one that is given", () => {
    write("config/google.json", '{"type":"service_account","project_id":"p"}');
    write("secrets/google-private-key-id", "id");
    write("secrets/google-private-key", "-----BEGIN\nkey\n");
    start();
    const file = join(root, "run/jigasi/google.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      type: "service_account",
      project_id: "p",
      private_key_id: "id",
      private_key: "-----BEGIN\nkey\n",
    });
    expect(readFileSync(join(root, "variables"), "utf8")).toContain(`GOOGLE_APPLICATION_CREDENTIALS=${file}\n`);
    write("secrets/google-credentials", '{"whole":true}');
    start();
    expect(readFileSync(file, "utf8")).toBe('{"whole":true}');
  });

  test("ends with a sentence where a part of Google's key is missing", () => {
    write("config/google.json", "{}");
    expect(start()).toContain("Google's key file cannot be made: is secrets.googlePrivateKey set?");
  });
});

describe("the health of jigasi", () => {
  const joined = "Joining call control room: jigasibrewery@internal-muc.meet.jitsi pps:x\n";
  /** A line as the real program writes it. */
  const change = (from: string, to: string, reason = "null") =>
    `jigasi 2026-11-28 18:00:00.000 INFO: [27] SipGateway.registrationStateChanged#120: REG STATE CHANGE ProtocolProviderServiceSipImpl(SIP:a@b) -> RegistrationStateChangeEvent[ oldState=${from}; newState=RegistrationState=${to}; userRequest=false; reasonCode=-1; reason=${reason}]\n`;
  const registering = change("Unregistered", "Registering");
  const registered = change("Registering", "Registered");
  const timeout = change(
    "Registering",
    "Connection Failed",
    "A timeout occurred while trying to connect to the server.",
  );
  const connection = (state: string) =>
    `  sl  local_address rem_address   st\n   0: 0302660A:C963 0202660A:1466 ${state} 00000000:00000000\n`;

  function health(role: string, states: readonly string[], { answer = "\n500", check = "registration" } = {}): string {
    write("config/environment", environmentFile({ TRUST: "public", ROLE: role, HEALTH_CHECK: check }));
    write("answer", answer);
    write("proc/net/tcp6", connection("01"));
    write("proc/net/tcp", "");
    rmSync(join(root, "run/jigasi"), { recursive: true, force: true });
    states.forEach((text, index) => {
      write(`run/jigasi/state.${String(index)}.0.log`, text);
    });
    return run(read("jigasi/rootfs/usr/local/bin/health").replace("states=/run", `states=${root}/run`)).trim();
  }

  test("of a gateway is good when it is registered, though the real one says for ever that it is not ready", () => {
    expect(health("sip", [registering + registered, joined], { answer: '{"reason":"GW not ready."}\n500' })).toBe("");
  });

  test.each([
    ["it has not logged in", [registering + registered], "jigasi is not logged in to Prosody"],
    ["it has not tried yet", [joined], "jigasi is not registered at the SIP server: it has not tried yet"],
    ["the server is away", [registering + timeout, joined], "jigasi is not registered at the SIP server: Connection Failed: A timeout occurred while trying to connect to the server."],
    ["it tries again", [registering + timeout + registering, joined], "jigasi is not registered at the SIP server: Registering, before that Connection Failed: A timeout occurred while trying to connect to the server."],
    ["the password is wrong", [change("Registering", "Unregistered", "User has canceled the authentication process."), joined], "the SIP server refused the account's password: Unregistered: User has canceled the authentication process."],
    ["the account is locked", [registering + registered + change("Registering", "Authentication Failed", "Received a 403 FORBIDDEN response"), joined], "jigasi is not registered at the SIP server: Authentication Failed: Received a 403 FORBIDDEN response"],
  ])("of a gateway is bad when %s", (_, states, line) => {
    expect(health("sip", states)).toBe(line);
  }); // prettier-ignore

  test("of a gateway with a call to test with is what that call says", () => {
    const good = [registering + registered, joined];
    expect(health("sip", good, { check: "call", answer: "{}\n200" })).toBe("");
    expect(health("sip", good, { check: "call", answer: '{"reason":"No media"}\n500' })).toBe(
      'jigasi answers 500: {"reason":"No media"}',
    );
  });

  test("of a transcriber needs its room and its own answer, and no SIP", () => {
    expect(health("transcriber", [joined], { answer: "{}\n200" })).toBe("");
    expect(health("transcriber", [""], { answer: "{}\n200" })).toBe("jigasi is not logged in to Prosody");
    expect(health("transcriber", [joined], { answer: "\n503" })).toBe("jigasi answers 503:");
  });

  test("is bad without an open connection to Prosody, whatever was before", () => {
    const script = read("jigasi/rootfs/usr/local/bin/health");
    health("transcriber", [joined], { answer: "{}\n200" });
    write("proc/net/tcp6", connection("08"));
    expect(run(script.replace("states=/run", `states=${root}/run`)).trim()).toBe("jigasi is not connected to Prosody");
  });
});
