import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ProgramRun, resourceNamed, runProgram } from "../harness/mocks.ts";

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({ config: { bridge: { count: 2 } } });
});

describe("order", () => {
  const after = (name: string) => resourceNamed(run, name).dependsOn;

  test("bridges wait for Prosody, jicofo for all bridges, web for Prosody: healthy, not just started", () => {
    expect(after("jvb-1-container")).toContain("prosody-healthy");
    expect(after("jicofo-container")).toEqual(
      expect.arrayContaining(["prosody-healthy", "jvb-1-healthy", "jvb-2-healthy"]),
    );
    expect(after("web-container")).toContain("prosody-healthy");
  });

  test("passwords are in Prosody before anyone logs in with them", () => {
    expect(after("jvb-1-container")).toContain("prosody-reload");
    expect(after("jicofo-container")).toContain("prosody-reload");
  });

  test("the second bridge is replaced when the first is back", () => {
    expect(after("jvb-2-container")).toContain("jvb-1-healthy");
    expect(after("jvb-1-container")).not.toContain("jvb-2-healthy");
  });

  test("a reload comes after the files and never before the container is healthy", () => {
    expect(after("web-reload")).toEqual(
      expect.arrayContaining([
        "web-config-config.js",
        "web-config-nginx.conf",
        "web-config-tls.crt",
        "web-secrets-tls.key",
        "web-healthy",
      ]),
    );
  });

  test("nothing of a service's container but its image, networks, volumes and fingerprints comes from another resource", () => {
    // What it took from a container would replace it whenever that container is replaced.
    const inputs = JSON.stringify(resourceNamed(run, "jicofo-container").inputs);
    expect(inputs).not.toMatch(/-container-(id|physical)/);
  });
});
