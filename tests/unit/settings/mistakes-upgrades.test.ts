import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { applyImport, planImport } from "../../../cli/import-env.ts";
import { importEnv } from "../../../config/env-file.ts";
import { engine } from "../cli/engine.ts";

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "upgrade-"));
});

const stackFile = () => join(project, "Pulumi.lab.yaml");

async function importText(env: string, calls: string[][] = []): Promise<unknown> {
  writeFileSync(join(project, ".env"), env);
  await applyImport(await planImport(join(project, ".env"), "lab", { project }), "lab", engine(calls));
  return (parse(readFileSync(stackFile(), "utf8")) as { config: Record<string, unknown> }).config["jitsi-meet:secrets"];
}

/** Mistakes that people really make when they upgrade docker-jitsi-meet, by their numbers in docs/mistakes.md. */
describe("what goes wrong in upgrades", () => {
  it("mistake 9: an import takes the passwords over that the services have, and makes none", async () => {
    const calls: string[][] = [];
    await importText("JICOFO_AUTH_PASSWORD=one\nJVB_AUTH_PASSWORD='t$wo'\nHTTP_PORT=8001\n", calls);
    expect(calls.map(([path, value]) => [path, value])).toEqual([
      ["secrets.jicofoPassword", "one"],
      ["secrets.jvbPassword", "t$wo"],
    ]);
  });

  it("mistake 9: an import leaves the secrets alone that its file does not name", async () => {
    const before = { jicofoPassword: { secure: "v1:one" }, users: { alice: { secure: "v1:a" } } };
    writeFileSync(
      stackFile(),
      JSON.stringify({
        config: { "jitsi-meet:auth": { type: "internal", users: ["alice"] }, "jitsi-meet:secrets": before },
      }),
    );
    expect(await importText("JICOFO_AUTH_PASSWORD=\nJVB_AUTH_PASSWORD=two\n")).toEqual({
      ...before,
      jvbPassword: { secure: "v1:two" },
    });
  });

  it.each(["latest", "stable", "unstable"])(
    "mistake 10: the moving tag %s is no pin, and the answer says so",
    (tag) => {
      expect(importEnv(`JITSI_IMAGE_VERSION=${tag}`)).toEqual([
        {
          variable: "JITSI_IMAGE_VERSION",
          answer: "ignored",
          setting: null,
          value: null,
          reason: `${tag} is another release every few weeks; images are built here; images.versions names the packages in them, and they stay what they are`,
        },
      ]);
    },
  );

  it.each(["~/.jitsi-meet-cfg", "/opt/jitsi-meet-cfg", "./cfg"])(
    "mistake 11: no folder %s has to exist with the right owner, and the answer says what to take from it",
    (folder) => {
      expect(importEnv(`CONFIG=${folder}`)).toEqual([
        {
          variable: "CONFIG",
          answer: "ignored",
          setting: null,
          value: null,
          reason: `there is no configuration folder: files are made from the settings and live in Docker volumes. Accounts in it are taken over by ./jitsi import-users ${folder}`,
        },
      ]);
    },
  );

  it.each(["prosody/config/data", "storage/prosody/data"])(
    "mistake 11: accounts are found where releases before and since stable-11146 keep them, in %s",
    async (place) => {
      const accounts = join(project, "cfg", place, "meet%2ejitsi", "accounts");
      mkdirSync(accounts, { recursive: true });
      writeFileSync(join(accounts, "alice.dat"), 'return {\n\t["password"] = "old";\n};\n');
      writeFileSync(join(project, ".env"), "ENABLE_AUTH=1\n");
      const plan = await planImport(join(project, ".env"), "lab", { project, users: join(project, "cfg") });
      expect(plan.values).toEqual([
        { keys: ["auth", "type"], value: "internal" },
        { keys: ["auth", "users"], value: ["alice"] },
        { keys: ["secrets", "users", "alice"], value: "old" },
      ]);
    },
  );

  it.each(["0", "1"])("mistake 12: health checks cannot be turned off: JICOFO_ENABLE_HEALTH_CHECKS=%s", (value) => {
    expect(importEnv(`JICOFO_ENABLE_HEALTH_CHECKS=${value}`)).toMatchObject([
      { answer: "ignored", reason: "health checks are always on" },
    ]);
  });
});
