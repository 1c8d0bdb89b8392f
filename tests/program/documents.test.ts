import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ProgramRun, masked, resourceNamed, runProgram } from "../harness/mocks.ts";

/** What etherpad.mode and whiteboard.mode builtin ask the engine for. */

let run: ProgramRun;
const password = "PLAIN-1";

beforeAll(async () => {
  run = await runProgram({
    config: {
      general: { environment: "production", publicUrl: "https://meet.example.org" },
      etherpad: { mode: "builtin", database: { type: "mysql", host: "db.example.org" } },
      whiteboard: { mode: "builtin" },
    },
    secrets: { etherpadDatabasePassword: password },
  });
});

describe.each(["etherpad", "whiteboard"])("%s", (service) => {
  test("is hardened as every service is, and runs the image that was found", () => {
    const { inputs } = resourceNamed(run, `${service}-container`);
    expect(inputs).toMatchObject({
      image: expect.stringMatching(new RegExp(`^id of .*(etherpad|excalidraw)`)),
      user: "1000:1000",
      readOnly: true,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      hostname: service,
      ports: [],
    });
    expect(inputs["memorySwap"]).toBe(inputs["memory"]);
  });

  test("is among the services that the stack names", () => {
    expect(run.outputs["services"]).toMatchObject({ [service]: `${service}-container-physical` });
  });
});

test("a database's password reaches Etherpad as a file, and is nowhere else", () => {
  const file = resourceNamed(run, "etherpad-secrets-credentials.json").inputs["uploads"];
  expect(JSON.stringify(file)).toContain(password);
  const open = run.resources.filter(({ inputs }) => JSON.stringify(masked(inputs)).includes(password));
  expect(open.map(({ name }) => name)).toEqual([]);
});

test("only a database elsewhere gives Etherpad a way out", async () => {
  const networks = (of: ProgramRun) =>
    (resourceNamed(of, "etherpad-container").inputs["networksAdvanced"] as { name: string }[]).map(({ name }) => name);
  expect(networks(run)).toEqual(["network-xmpp-physical", "network-edge-physical"]);
  expect(networks(await runProgram({ config: { etherpad: { mode: "builtin" } } }))).toEqual(["network-xmpp-physical"]);
});

test("the documents' volume is protected in production, and its owner is the services' user", () => {
  expect(resourceNamed(run, "etherpad-data").protect).toBe(true);
  expect(resourceNamed(run, "etherpad-data-owner").inputs).toMatchObject({ start: false, networkMode: "none" });
  expect(resourceNamed(run, "etherpad-container").dependsOn).toContain("etherpad-data-owner");
});

test("neither is there unless it is asked for", async () => {
  const { resources } = await runProgram();
  expect(resources.filter(({ name }) => /etherpad|whiteboard/.test(name))).toEqual([]);
});
