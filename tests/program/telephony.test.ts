import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Json, type ProgramRun, resourceNamed, runProgram } from "../harness/mocks.ts";

const config = {
  general: { environment: "production", publicUrl: "https://meet.example.org" },
  bridge: { advertiseIps: ["192.0.2.1"] },
  telephony: {
    enabled: true,
    sip: { uri: "alice@sip.example.org", server: "sip.example.org" },
    ports: { min: 20000, max: 20002 },
  },
  transcription: { enabled: true, engine: "vosk", vosk: { url: "wss://vosk.example.org" }, serve: true },
};

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({ config, secrets: { sipPassword: "PLAIN-sip" } });
});

function inputsOf(service: string): Record<string, Json> {
  return resourceNamed(run, `${service}-container`).inputs;
}

function volumesOf(service: string): string[] {
  const volumes = inputsOf(service)["volumes"] as { volumeName: string; containerPath: string; readOnly: boolean }[];
  return volumes.map(
    ({ volumeName, containerPath, readOnly }) => `${volumeName} ${containerPath} ${readOnly ? "ro" : "rw"}`,
  );
}

function secretFiles(service: string): string[] {
  const prefix = `${service}-secrets-`;
  const files = run.resources.filter(({ name, type }) => name.startsWith(prefix) && type.endsWith(":Container"));
  return files.map(({ name }) => name.slice(prefix.length)).sort();
}

test("without the settings there is no service of jigasi's, and no image", async () => {
  const { resources } = await runProgram();
  expect(resources.filter(({ name }) => /jigasi|transcriber/.test(name))).toEqual([]);
});

describe("the SIP gateway", () => {
  test("publishes each port of its voice, and nothing else", () => {
    const ports = inputsOf("jigasi")["ports"] as Record<string, Json>[];
    expect(ports.map(({ external, internal, protocol }) => [external, internal, protocol])).toEqual([
      [20000, 20000, "udp"],
      [20001, 20001, "udp"],
      [20002, 20002, "udp"],
    ]);
    expect(run.outputs).toMatchObject({ services: { jigasi: "jigasi-container-physical" } });
  });

  test("has its passwords as files, and time to sign off", () => {
    expect(secretFiles("jigasi")).toEqual(["sip-password", "xmpp-password"]);
    expect(inputsOf("jigasi")["destroyGraceSeconds"]).toBe(15);
    expect(JSON.stringify(inputsOf("jigasi"))).not.toContain("PLAIN-sip");
  });
});

describe("the transcriber", () => {
  test("is the same image, publishes nothing, and has both passwords", () => {
    expect(inputsOf("transcriber")["image"]).toBe(inputsOf("jigasi")["image"]);
    expect(inputsOf("transcriber")["ports"]).toEqual([]);
    expect(secretFiles("transcriber")).toEqual(["transcriber-password", "xmpp-password"]);
  });

  test("writes transcripts to a volume that production protects, and nginx reads it", () => {
    expect(volumesOf("transcriber")).toContain("transcriber-transcripts-physical /storage/transcripts rw");
    expect(volumesOf("web")).toContain("transcriber-transcripts-physical /storage/transcripts ro");
    expect(resourceNamed(run, "transcriber-transcripts").protect).toBe(true);
  });

  test("keeps them to itself unless the settings say otherwise", async () => {
    const { serve, ...kept } = config.transcription;
    expect(serve).toBe(true);
    run = await runProgram({ config: { ...config, transcription: kept }, secrets: { sipPassword: "PLAIN-sip" } });
    expect(volumesOf("web").filter((volume) => volume.includes("/storage"))).toEqual([]);
  });
});
