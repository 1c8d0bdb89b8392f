import { rename as move } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, jest, test } from "@jest/globals";
import { type Outcome, docker, dockerOutput } from "./docker.ts";
import { type ServiceName, build, buildImages, buildPackagesImage, imageName, packageOf } from "./images.ts";
import { makePackage, temporaryFolder, version } from "./packages.ts";

jest.setTimeout(120_000);

const services = Object.keys(packageOf) as ServiceName[];

beforeAll(async () => {
  await buildImages(services);
}, 900_000);

interface Inspected {
  readonly Config: {
    readonly User: string;
    readonly Entrypoint: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
}

describe.each(services)("image %s", (service) => {
  test("runs its start script as uid 1000, and its label names the version inside", async () => {
    const [image] = JSON.parse(await dockerOutput(["image", "inspect", imageName(service)])) as Inspected[];
    expect(image?.Config).toMatchObject({
      User: "1000:1000",
      Entrypoint: ["/usr/local/bin/start"],
      Labels: {
        "org.opencontainers.image.title": service,
        "org.opencontainers.image.version": `${packageOf[service]}=${version}`,
      },
    });
  });

  test("leaves no package list, no .deb and no program that gains rights in a place of ours", async () => {
    const find =
      "ls /var/lib/apt/lists /var/cache/apt /packages 2>/dev/null; find / -xdev -name '*.deb'; find /usr/local /usr/share/jitsi* -perm /6000";
    expect(
      (await docker(["run", "--rm", "--entrypoint=sh", imageName(service), "-c", `${find}; true`])).stdout.replaceAll(
        /^\/.*:$|\s/gm,
        "",
      ),
    ).toBe("");
  });
});

/** Runs the unpacking of a service image's build on a folder of packages. */
async function unpack(fill: (folder: string) => Promise<void>, versions = ""): Promise<Outcome> {
  const folder = await temporaryFolder();
  await fill(folder.path);
  const outcome = await docker([
    "run", "--rm", `--volume=${folder.path}:/packages:ro`, imageName("base"), "unpack-package", "jicofo", "/tmp/out", versions,
  ]); // prettier-ignore
  await folder.remove();
  return outcome;
}

describe("unpacking a package", () => {
  const jicofo = (folder: string, packageVersion = version) => makePackage(folder, "jicofo", packageVersion, {});

  test("takes the one that is there", async () => {
    expect(await unpack((folder) => jicofo(folder), `jitsi-meet-web=2 jicofo=${version}`)).toMatchObject({
      code: 0,
      stdout: `jicofo ${version}`,
    });
  });

  test("takes any version where none is named", async () => {
    expect(await unpack((folder) => jicofo(folder), "jicofo=")).toMatchObject({ code: 0, stdout: `jicofo ${version}` });
  });

  test("takes a version with an epoch, which file names lack", async () => {
    expect(await unpack((folder) => jicofo(folder, "1:2.0-1"), "jicofo=1:2.0-1")).toMatchObject({
      code: 0,
      stdout: "jicofo 1:2.0-1",
    });
  });

  const rename = async (folder: string, from: string, to: string): Promise<void> => {
    await move(join(folder, from), join(folder, to));
  };

  test.each<[string, (folder: string) => Promise<void>, string, string]>([
    ["it is missing", (folder) => makePackage(folder, "jicofo-extra", version, {}), "", "the packages image has no jicofo_*.deb"],
    ["it is there twice", async (folder) => { await jicofo(folder); await jicofo(folder, "2.0"); }, "", `the packages image has 2 packages of jicofo, keep one: /packages/jicofo_${version}_all.deb /packages/jicofo_2.0_all.deb`],
    ["it is another package under that name", async (folder) => { await makePackage(folder, "other", version, {}); await rename(folder, `other_${version}_all.deb`, `jicofo_${version}_all.deb`); }, "", `/packages/jicofo_${version}_all.deb says it is the package other`],
    ["it is another version under that name", async (folder) => { await jicofo(folder); await rename(folder, `jicofo_${version}_all.deb`, "jicofo_7_all.deb"); }, "", `/packages/jicofo_7_all.deb says it is version ${version}`],
    ["it is not the version that the label will say", (folder) => jicofo(folder), "jicofo=2.0", `expected jicofo=2.0, the packages image has ${version}`],
  ])("is refused when %s", async (_, fill, versions, words) => {
    expect(await unpack(fill, versions)).toMatchObject({ code: 1, stderr: `unpack-package: ${words}` });
  }); // prettier-ignore

  test("stops the image's build, and the build's log says why", async () => {
    const folder = await temporaryFolder();
    await makePackage(folder.path, "jitsi-meet-web", version, {});
    await buildPackagesImage("packages-incomplete", folder.path);
    await folder.remove();
    const { code, stdout, stderr } = await build(
      "jicofo",
      { BASE: imageName("base-java"), PACKAGES: imageName("packages-incomplete") },
      ["--quiet"],
    );
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("unpack-package: the packages image has no jicofo_*.deb");
  });
});
