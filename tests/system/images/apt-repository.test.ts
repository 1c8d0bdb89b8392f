import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { type Outcome, docker, dockerOutput } from "./docker.ts";
import { build, imageName, packageOf } from "./images.ts";
import { makePackage, temporaryFolder, version } from "./packages.ts";

jest.setTimeout(120_000);

const names = Object.values(packageOf);
const repository = `images-test-repository-${randomBytes(4).toString("hex")}`;

/** Fingerprints. */
let ours: string;
let others: string;
let host: string;
/** Address of the repository. Another one for each test, or a build would be answered from the daemon's cache. */
let address: string;

const inRepository = (...command: string[]): Promise<string> => dockerOutput(["exec", repository, ...command]);

beforeAll(async () => {
  await dockerOutput(["build", "--tag", imageName("repository"), join(import.meta.dirname, "repository")]);
  // On the default bridge: builds run there too.
  await dockerOutput(["run", "--detach", `--name=${repository}`, imageName("repository")]);
  const debs = await temporaryFolder();
  for (const name of names) {
    await makePackage(debs.path, name, version, {});
    await makePackage(debs.path, name, "1.0-2-1", {});
  }
  await dockerOutput(["cp", debs.path, `${repository}:/var/www/html/stable`]);
  await debs.remove();
  await inRepository("index");
  ours = await inRepository("make-key", "ours");
  others = await inRepository("make-key", "others");
  host = await dockerOutput(["inspect", "--format={{.NetworkSettings.IPAddress}}", repository]);
}, 600_000);

afterAll(async () => {
  await docker(["rm", "--force", repository]);
});

beforeEach(async () => {
  await inRepository("sign", ours, ours);
  const path = randomBytes(4).toString("hex");
  await inRepository("ln", "-s", ".", `/var/www/html/${path}`);
  address = `http://${host}/${path}`;
});

/** Builds the packages image as images.packages `jitsi` does. */
function buildPackages(args: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const versions = names.map((name) => [`VERSION_${name.replaceAll("-", "_")}`, version]);
  const defaults = { REPOSITORY: address, SUITE: "stable", SIGNING_KEY: ours };
  return build("packages-jitsi", { ...defaults, ...(Object.fromEntries(versions) as Record<string, string>), ...args });
}

/** The refusal of our script in the build's log. */
function refusal({ code, stdout, stderr }: Outcome): string | undefined {
  const line = /fetch-packages: .*/.exec(stdout + stderr)?.[0].trim();
  return code === 0 ? "built" : line;
}

describe("packages from a signed apt repository", () => {
  test("are exactly the pinned versions, though newer ones are offered", async () => {
    const outcome = await buildPackages();
    expect(refusal(outcome)).toBe("built");
    const container = await dockerOutput(["create", imageName("packages-jitsi"), "none"]);
    const files = await dockerOutput(["export", container]).finally(() => docker(["rm", container]));
    const debs = new Set(files.match(/packages\/[a-z0-9_.-]+\.deb/g));
    expect([...debs].sort()).toEqual(names.map((name) => `packages/${name}_${version}_all.deb`).sort());
  });

  test("are refused when another key has signed the index", async () => {
    await inRepository("sign", others, ours);
    expect(refusal(await buildPackages())).toBe(
      `fetch-packages: ${address} stable/ cannot be read, or is not signed by ${ours}`,
    );
  });

  test("are refused when the repository offers another key than the pinned one", async () => {
    await inRepository("sign", others, others);
    expect(refusal(await buildPackages())).toBe(
      `fetch-packages: the key ${address}/jitsi-key.gpg.key has the fingerprint ${others}, expected ${ours}`,
    );
  });

  test("are refused when the repository offers a second key beside the pinned one", async () => {
    await inRepository("sh", "-c", `gpg --armor --export ${ours} ${others} >/var/www/html/jitsi-key.gpg.key`);
    expect(refusal(await buildPackages())).toContain("has the fingerprint");
  });

  test("are refused when the signed index was changed afterwards", async () => {
    await inRepository("sed", "-i", "s/Origin: test/Origin: evil/", "/var/www/html/stable/InRelease");
    expect(refusal(await buildPackages())).toContain("is not signed by");
  });

  test("are refused when a package is not the one that was signed", async () => {
    const path = `/var/www/html/stable/jicofo_${version}_all.deb`;
    await inRepository(
      "sh",
      "-c",
      `cp ${path} /tmp/kept && printf x | dd of=${path} bs=1 seek=200 conv=notrunc 2>/dev/null`,
    );
    const outcome = await buildPackages();
    await inRepository("cp", "/tmp/kept", path);
    expect(refusal(outcome)).toContain(`jicofo=${version} cannot be had`);
    expect(outcome.stdout + outcome.stderr).toContain("Hash Sum mismatch");
  });

  test("are refused when the pinned version is not offered, with the versions that are", async () => {
    expect(refusal(await buildPackages({ VERSION_jitsi_meet_web: "9.9" }))).toBe(
      `fetch-packages: jitsi-meet-web=9.9 cannot be had. Offered: 1.0-2-1 ${version}`,
    );
  });

  test("are refused when a version is not pinned", async () => {
    expect(refusal(await buildPackages({ VERSION_jicofo: "" }))).toBe("fetch-packages: no version is given for jicofo");
  });

  test("are refused when there is no repository at the address", async () => {
    expect(refusal(await buildPackages({ REPOSITORY: `${address}/nothing` }))).toBe(
      `fetch-packages: cannot fetch the key ${address}/nothing/jitsi-key.gpg.key`,
    );
  });
});
