import { beforeAll, describe, expect, test } from "@jest/globals";
import { type ProgramRun, resourceNamed, runProgram } from "../harness/mocks.ts";

const config = {
  general: { environment: "production", publicUrl: "https://meet.example.org" },
  tls: {
    mode: "acme",
    acme: {
      email: "ops@example.org",
      termsAgreed: true,
      eabKeyId: "kid-1",
      challenge: "dns",
      dns: { provider: "hetzner", secretOptions: ["HETZNER_API_KEY"] },
    },
  },
};
const secrets = { acmeEabKey: "UExBSU4", acmeDns: { HETZNER_API_KEY: "PLAIN-dns" } };

let run: ProgramRun;

beforeAll(async () => {
  run = await runProgram({ config, secrets });
});

function mounts(container: string): readonly string[] {
  const volumes = resourceNamed(run, container).inputs["volumes"] as {
    readonly volumeName: string;
    readonly containerPath: string;
    readonly readOnly?: boolean;
  }[];
  return volumes.map(
    ({ volumeName, containerPath, readOnly }) =>
      `${volumeName} ${containerPath}${readOnly === true ? "" : " writable"}`,
  );
}

describe("the service that gets the certificate", () => {
  test("is hardened as every other, publishes nothing and has a way out", () => {
    const { inputs } = resourceNamed(run, "acme-container");
    expect(inputs).toMatchObject({
      user: "1000:1000",
      readOnly: true,
      capabilities: { drops: ["ALL"] },
      securityOpts: ["no-new-privileges:true"],
      memory: 128,
      memorySwap: 128,
      ports: [],
      envs: ["TZ=UTC"],
      networksAdvanced: [{ name: "network-edge-physical", aliases: ["acme"] }],
    });
  });

  test("alone can write what web only reads, and keeps its data in a volume", () => {
    expect(mounts("acme-container")).toEqual([
      "acme-config-volume-physical /config",
      "acme-secrets-volume-physical /secrets",
      "acme-data-physical /var/lib/acme writable",
      "issued-pair-physical /acme writable",
      "issued-challenge-physical /challenge writable",
    ]);
    expect(mounts("web-container")).toEqual([
      "web-config-volume-physical /config",
      "web-secrets-volume-physical /secrets",
      "issued-pair-physical /acme",
      "issued-challenge-physical /challenge",
    ]);
  });

  test("has each secret as a file, and starts when web serves the proofs", () => {
    const carriers = run.resources.filter(({ name, custom }) => custom && /^acme-secrets-(?!volume)/.test(name));
    expect(carriers.map(({ name }) => name).sort()).toEqual([
      "acme-secrets-dns-HETZNER_API_KEY",
      "acme-secrets-eab-key",
    ]);
    expect(resourceNamed(run, "acme-container").dependsOn).toContain("web-healthy");
  });

  test("has as long as a record in the DNS takes", () => {
    expect(resourceNamed(run, "acme-healthy").inputs["environment"]).toMatchObject({ TIMEOUT: "600" });
    expect(resourceNamed(run, "web-healthy").inputs["environment"]).toMatchObject({ TIMEOUT: "120" });
  });

  test("is there with tls.mode acme only", async () => {
    const { resources } = await runProgram();
    expect(resources.filter(({ name }) => /acme|issued/.test(name)).map(({ name }) => name)).toEqual([]);
  });
});
