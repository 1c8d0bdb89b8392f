import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { loadSettings } from "../../../config/load.ts";
import { versions } from "./helpers.ts";

let projectDir: string;

/** Configuration as the engine hands it over: structured values as JSON, and the names of keys with a secret in them. */
function configure(groups: Record<string, unknown>, secretGroups: readonly string[] = []): void {
  const entries = Object.entries({ images: { versions }, ...groups });
  const config = entries.map(([group, value]) => [
    `jitsi-meet:${group}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  pulumi.runtime.setAllConfig(
    { "aws:region": "eu-central-1", ...(Object.fromEntries(config) as Record<string, string>) },
    secretGroups.map((group) => `jitsi-meet:${group}`),
  );
}

function load() {
  return loadSettings(undefined, { projectDir });
}

function message(): string {
  try {
    load();
  } catch (error) {
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    return (error as Error).message;
  }
  return "";
}

function valueOf<T>(output: pulumi.Output<T> | undefined): Promise<T | undefined> {
  return new Promise((resolve) => {
    if (output === undefined) {
      resolve(undefined);
    }
    output?.apply(resolve);
  });
}

beforeEach(async () => {
  projectDir = mkdtempSync(join(tmpdir(), "load-"));
  await pulumi.runtime.setMocks(
    { newResource: ({ inputs }) => ({ id: "", state: inputs as Record<string, unknown> }), call: () => ({}) },
    "jitsi-meet",
    "test",
  );
});

describe("the loader", () => {
  it("gives plain frozen settings and secrets as secret Outputs", async () => {
    configure(
      {
        http: { port: 80 },
        auth: { type: "internal", users: ["alice"] },
        secrets: { jvbPassword: "hunter2", users: { alice: "x" } },
      },
      ["secrets"],
    );
    const { settings, secrets } = load();
    expect(settings.http.port).toBe(80);
    expect(Object.isFrozen(settings.http)).toBe(true);
    expect(await valueOf(secrets.jvbPassword)).toBe("hunter2");
    expect(await valueOf(secrets.users["alice"])).toBe("x");
    expect(secrets.jicofoPassword).toBeUndefined();
    expect(await pulumi.isSecret(secrets.jvbPassword ?? pulumi.output(""))).toBe(true);
  });

  it("takes empty groups, which the project file declares as defaults", () => {
    configure({ secrets: {}, auth: {} });
    expect(load().settings.auth.type).toBe("none");
  });

  it("throws one RunError with every problem", () => {
    configure({
      http: { port: 0 },
      images: { packages: "directory", directory: "gone" },
      secrets: { jvbPassword: "hunter2" },
      "tls.port": "443",
    });
    expect(message()).toBe(`4 problems in the settings. Nothing was changed.

  tls.port: was set without --path, so it is no setting.
    fix: pulumi config rm tls.port && pulumi config set --path tls.port 443
  http.port = 0: must be 1 to 65535
    fix: pulumi config set --path http.port 1
  secrets.jvbPassword: is a secret and stored in plain text
    fix: pulumi config set --secret --path secrets.jvbPassword
  images.directory = "gone": cannot be read: there is no such folder
    fix: pulumi config set --path images.directory packages

Where the pulumi command is not installed, \`npm run pulumi -- config ...\` does the same. docs/reference.md lists every setting.`);
  });

  it("refuses an encrypted value outside the secrets, and does not show it", () => {
    configure({ auth: { type: "hunter2" } }, ["auth"]);
    expect(message()).toContain(
      "auth: holds an encrypted value, which only the group secrets may: set the group's values anew without --secret\n    fix: pulumi config rm --path auth\n",
    );
    expect(message()).not.toContain("hunter2");
  });

  it.each(["Pulumi.test.yaml", ".jitsi/Pulumi.test.yaml"])(
    "finds a secret in plain text beside encrypted ones, by %s",
    (file) => {
      mkdirSync(join(projectDir, ".jitsi"));
      writeFileSync(
        join(projectDir, file),
        "config:\n  jitsi-meet:secrets:\n    jvbPassword: hunter2\n    jicofoPassword:\n      secure: v1:abc\n",
      );
      configure({ secrets: { jvbPassword: "hunter2", jicofoPassword: "other" } }, ["secrets"]);
      expect(message()).toContain(
        "  secrets.jvbPassword: is a secret and stored in plain text\n    fix: pulumi config set --secret --path secrets.jvbPassword\n",
      );
      expect(message()).not.toContain("hunter2");
    },
  );

  it("does not mind a file of another stack of the same name with other secrets", () => {
    writeFileSync(join(projectDir, "Pulumi.test.yaml"), "config:\n  jitsi-meet:secrets:\n    jvbPassword: other\n");
    configure({ secrets: { jvbPassword: "hunter2" } }, ["secrets"]);
    expect(load().settings.http.port).toBe(8000);
  });

  it("reports a group that was set as text", () => {
    configure({ http: "8000" });
    expect(message()).toContain("  http = 8000: must be a group of settings\n    fix: pulumi config rm http\n");
  });
});
