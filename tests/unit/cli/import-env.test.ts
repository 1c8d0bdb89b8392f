import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { applyImport, type ImportOptions, planImport, type StoreSecret } from "../../../cli/import-env.ts";
import { engine } from "./engine.ts";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "import-"));
});

const envFile = () => join(project, ".env");
const plan = (options: ImportOptions = {}) => planImport(envFile(), "lab", { project, ...options });

async function importText(env: string, storeSecret: StoreSecret = engine(), options?: ImportOptions): Promise<void> {
  writeFileSync(envFile(), env);
  await applyImport(await plan(options), "lab", storeSecret);
}

const stackFile = () => join(project, "Pulumi.lab.yaml");
const stackText = () => readFileSync(stackFile(), "utf8");

describe("an import", () => {
  it("makes a stack's file: plain values in plain, at any depth, secrets by the engine", async () => {
    const calls: string[][] = [];
    await importText(
      "HTTP_PORT=80\nJVB_ADVERTISE_IPS=192.0.2.1,192.0.2.2\nJVB_AUTH_PASSWORD=hunter2\nENABLE_P2P=0",
      engine(calls),
    );
    expect(parse(stackText())).toEqual({
      config: {
        "jitsi-meet:http": { port: 80 },
        "jitsi-meet:bridge": { advertiseIps: ["192.0.2.1", "192.0.2.2"] },
        "jitsi-meet:web": { peerToPeer: { enabled: false } },
        "jitsi-meet:secrets": { jvbPassword: { secure: "v1:hunter2" } },
      },
    });
    expect(calls).toEqual([["secrets.jvbPassword", "hunter2", "lab"]]);
  });

  it("keeps comments and what else is in the file, at any depth", async () => {
    const before = `# ours
encryptionsalt: v1:abc
config:
  aws:region: x
  # the port
  jitsi-meet:http:
    port: 8000 # default
    redirect: true
  jitsi-meet:web:
    peerToPeer:
      # asked for
      enabled: true # for now
`;
    writeFileSync(stackFile(), before, { mode: 0o640 });
    await importText("HTTP_PORT=80\nENABLE_P2P=0");
    expect(stackText()).toBe(before.replace("8000", "80").replace("enabled: true", "enabled: false"));
    expect(statSync(stackFile()).mode & 0o777).toBe(0o640);
  });

  it("goes to the file in the state folder where there is one", async () => {
    mkdirSync(join(project, ".jitsi"));
    writeFileSync(join(project, ".jitsi", "Pulumi.lab.yaml"), "config:\n");
    await importText("HTTP_PORT=80");
    expect(parse(readFileSync(join(project, ".jitsi", "Pulumi.lab.yaml"), "utf8"))).toEqual({
      config: { "jitsi-meet:http": { port: 80 } },
    });
    expect(existsSync(stackFile())).toBe(false);
  });

  it("leaves a stack alone when it is done again", async () => {
    await importText("HTTP_PORT=80\nJVB_AUTH_PASSWORD=x");
    const first = stackText();
    await importText("HTTP_PORT=80\nJVB_AUTH_PASSWORD=x");
    expect(stackText()).toBe(first);
  });

  it("leaves refused lines out where that is asked for, and says which", async () => {
    await importText("HTTP_PORT=eighty\nTZ=UTC\nJVB_PORT=0", engine(), { skipRefused: true });
    expect(parse(stackText())).toEqual({ config: { "jitsi-meet:general": { timezone: "UTC" } } });
    expect((await plan({ skipRefused: true })).leftOut).toEqual(["HTTP_PORT", "JVB_PORT"]);
  });
});

describe("an import that cannot be", () => {
  const before = "config:\n  jitsi-meet:tls:\n    port: 80\n";

  async function refusal(env: string, storeSecret?: StoreSecret): Promise<string> {
    writeFileSync(stackFile(), before);
    const error: unknown = await importText(env, storeSecret).catch((reason: unknown) => reason);
    expect(stackText()).toBe(before);
    expect(readdirSync(project).sort()).toEqual([".env", "Pulumi.lab.yaml"]);
    return (error as Error).message;
  }

  it("changes nothing where a line is refused, and names all of them", async () => {
    expect(await refusal("HTTP_PORT=eighty\nTZ=UTC\nJVB_PORT=0")).toBe(
      "Nothing was changed. Correct or remove these lines of the file, then import it again; or leave them out with --skip-refused:\n  HTTP_PORT: must be a whole number\n  JVB_PORT: must be 1 to 65535",
    );
  });

  it("changes nothing where the outcome would not be good, and names the variable that brings it about", async () => {
    expect(await refusal("HTTP_PORT=80\nTZ=UTC")).toContain(
      "1 problem in the settings. Nothing was changed.\n\n  tls.port = 80: is the port of http.port, too (set by HTTP_PORT)\n",
    );
  });

  it("changes nothing where the engine fails at a later secret", async () => {
    const store = engine();
    const failing: StoreSecret = (path, ...rest) =>
      path === "secrets.jvbPassword" ? Promise.reject(new Error("no engine")) : store(path, ...rest);
    expect(await refusal("HTTP_PORT=8001\nJICOFO_AUTH_PASSWORD=x\nJVB_AUTH_PASSWORD=y", failing)).toBe("no engine");
  });

  it("does not wait for the packages, which no .env file chooses", async () => {
    writeFileSync(envFile(), "TZ=UTC");
    expect((await plan()).problems).toEqual([]);
  });

  it("reports what is wrong with the stack already", async () => {
    writeFileSync(stackFile(), "config:\n  jitsi-meet:http: 5\n");
    writeFileSync(envFile(), "HTTP_PORT=80");
    expect((await plan()).problems).toEqual([
      { path: "http", value: 5, reason: "must be a group of settings", fix: "pulumi config rm http" },
    ]);
  });
});

describe("a file that is no .env file", () => {
  it.each([
    ["is not there", () => undefined, "There is no file FILE."],
    ["is a folder", () => { mkdirSync(envFile()); }, "FILE is a folder. Name the .env file in it."],
    ["is not UTF-8", () => { writeFileSync(envFile(), "A=\xe4", "latin1"); }, "FILE is not UTF-8 text. Save it as UTF-8, then import it again."],
    ["is UTF-16", () => { writeFileSync(envFile(), "\ufeffA=b", "utf16le"); }, "FILE is not UTF-8 text. Save it as UTF-8, then import it again."],
    ["is as large as none", () => { writeFileSync(envFile(), "A".repeat(4_000_001)); }, "FILE is larger than 4 MB, which no .env file is."],
  ])("is refused where it %s", async (_, make, message) => {
    make();
    await expect(plan()).rejects.toThrow(message.replace("FILE", envFile()));
  }); // prettier-ignore

  it("is none of these at a megabyte", async () => {
    writeFileSync(envFile(), `HTTP_PORT=80\n${"# a comment\n".repeat(90_000)}`);
    expect((await plan()).values).toEqual([{ keys: ["http", "port"], value: 80 }]);
  });
});
