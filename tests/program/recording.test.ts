import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Json, type ProgramRun, resourceNamed, runProgram } from "../harness/mocks.ts";

const production = {
  general: { environment: "production", publicUrl: "https://meet.example.org" },
  bridge: { advertiseIps: ["192.0.2.1"] },
};

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({ config: { ...production, recording: { enabled: true, count: 2 } } });
});

function inputsOf(recorder: string): Record<string, Json> {
  return resourceNamed(run, `${recorder}-container`).inputs;
}

function volumesOf(recorder: string): string[] {
  const volumes = inputsOf(recorder)["volumes"] as { volumeName: string; containerPath: string }[];
  return volumes
    .filter(({ containerPath }) => containerPath.startsWith("/storage"))
    .map(({ volumeName, containerPath }) => `${volumeName} ${containerPath}`);
}

test("without the settings there is no recorder, no volume for recordings, and no image", async () => {
  const { resources } = await runProgram();
  expect(resources.filter(({ name }) => /jibri|record/.test(name))).toEqual([]);
});

describe("two recorders", () => {
  test("have a container, a host name and a name in the networks each", () => {
    const names = run.resources.filter(({ name }) => /^jibri-\d+-container$/.test(name)).map(({ name }) => name);
    expect(names.sort()).toEqual(["jibri-1-container", "jibri-2-container"]);
    for (const recorder of ["jibri-1", "jibri-2"]) {
      expect(inputsOf(recorder)["hostname"]).toBe(recorder);
      const networks = inputsOf(recorder)["networksAdvanced"] as { aliases: string[] }[];
      expect(networks.map(({ aliases }) => aliases)).toEqual([[recorder], [recorder]]);
    }
    expect(run.outputs).toMatchObject({
      services: { "jibri-1": "jibri-1-container-physical", "jibri-2": "jibri-2-container-physical" },
    });
  });

  test("keep what they record in one volume, which production protects, and their logs each in its own", () => {
    for (const recorder of ["jibri-1", "jibri-2"]) {
      expect(volumesOf(recorder)).toEqual([
        "recordings-physical /storage/recordings",
        `${recorder}-logs-physical /storage/logs`,
      ]);
    }
    expect(resourceNamed(run, "recordings").protect).toBe(true);
  });

  test("log in with one account, and run one image", () => {
    expect(inputsOf("jibri-1")["image"]).toBe(inputsOf("jibri-2")["image"]);
    const logins = ["jibri-1", "jibri-2"].map((recorder) => resourceNamed(run, `${recorder}-secrets-xmpp-password`));
    const [one, other] = logins.map(({ inputs }) => JSON.stringify(inputs["uploads"]));
    expect(one).toBe(other);
  });

  test("get time to bring a recording to its end, and no more of the host than others", () => {
    const { destroyGraceSeconds, privileged = false, devices = [], capabilities } = inputsOf("jibri-1");
    expect({ destroyGraceSeconds, privileged, devices, capabilities }).toEqual({
      destroyGraceSeconds: 120,
      privileged: false,
      devices: [],
      capabilities: { drops: ["ALL"] },
    });
  });
});
