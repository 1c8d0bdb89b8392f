import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { parse, parseDocument } from "yaml";
import { applyImport, planImport, type StoreSecret } from "../../../cli/import-env.ts";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "import-"));
});

/** Does what the engine does to a configuration file, and notes what it was given. */
function engine(calls: string[][] = []): StoreSecret {
  return (path, value, stack, file) => {
    calls.push([path, value, stack]);
    const document = parseDocument(readFileSync(file, "utf8"));
    const [group = "", key = ""] = path.split(".");
    document.setIn(["config", `jitsi-meet:${group}`, key], { secure: "v1:encrypted" });
    writeFileSync(file, document.toString());
    return Promise.resolve();
  };
}

async function importText(env: string, storeSecret: StoreSecret = engine()): Promise<void> {
  const file = join(project, ".env");
  writeFileSync(file, env);
  await applyImport(await planImport(file, "lab", project), "lab", storeSecret);
}

const stackFile = () => join(project, "Pulumi.lab.yaml");
const stackText = () => readFileSync(stackFile(), "utf8");

describe("an import", () => {
  it("makes a stack's file: plain values in plain, secrets by the engine", async () => {
    const calls: string[][] = [];
    await importText(
      "HTTP_PORT=80\nJVB_ADVERTISE_IPS=192.0.2.1,192.0.2.2\nJVB_AUTH_PASSWORD=hunter2\nTZ=UTC",
      engine(calls),
    );
    expect(parse(stackText())).toEqual({
      config: {
        "jitsi-meet:http": { port: 80 },
        "jitsi-meet:bridge": { advertiseIps: ["192.0.2.1", "192.0.2.2"] },
        "jitsi-meet:general": { timezone: "UTC" },
        "jitsi-meet:secrets": { jvbPassword: { secure: "v1:encrypted" } },
      },
    });
    expect(calls).toEqual([["secrets.jvbPassword", "hunter2", "lab"]]);
  });

  it("keeps comments and what else is in the file", async () => {
    writeFileSync(
      stackFile(),
      "# ours\nencryptionsalt: v1:abc\nconfig:\n  aws:region: x\n  # the port\n  jitsi-meet:http:\n    port: 8000 # default\n    redirect: true\n",
      { mode: 0o640 },
    );
    await importText("HTTP_PORT=80");
    expect(stackText()).toBe(
      "# ours\nencryptionsalt: v1:abc\nconfig:\n  aws:region: x\n  # the port\n  jitsi-meet:http:\n    port: 80 # default\n    redirect: true\n",
    );
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
      "Nothing was changed. Correct or remove these lines of the file, then import it again:\n  HTTP_PORT: must be a whole number\n  JVB_PORT: must be 1 to 65535",
    );
  });

  it("changes nothing where the outcome would not be good", async () => {
    expect(await refusal("HTTP_PORT=80")).toContain(
      "1 problem in the settings. Nothing was changed.\n\n  tls.port = 80: is the port of http.port, too\n",
    );
  });

  it("changes nothing where the engine fails at a later secret", async () => {
    const store = engine();
    const failing: StoreSecret = (path, ...rest) =>
      path === "secrets.jvbPassword" ? Promise.reject(new Error("no engine")) : store(path, ...rest);
    expect(await refusal("HTTP_PORT=8001\nJICOFO_AUTH_PASSWORD=x\nJVB_AUTH_PASSWORD=y", failing)).toBe("no engine");
  });

  it("does not wait for the packages, which no .env file chooses", async () => {
    writeFileSync(join(project, ".env"), "TZ=UTC");
    expect((await planImport(join(project, ".env"), "lab", project)).problems).toEqual([]);
  });

  it("reports what is wrong with the stack already", async () => {
    writeFileSync(stackFile(), "config:\n  jitsi-meet:http: 5\n");
    writeFileSync(join(project, ".env"), "HTTP_PORT=80");
    const { problems } = await planImport(join(project, ".env"), "lab", project);
    expect(problems).toEqual([
      { path: "http", value: 5, reason: "must be a group of settings", fix: "pulumi config rm http" },
    ]);
  });
});
