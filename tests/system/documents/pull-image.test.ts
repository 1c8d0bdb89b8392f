import { expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { projectDir } from "../../../cli/bootstrap.mjs";
import { dockerOutput } from "../images/docker.ts";

jest.setTimeout(120_000);

/** The step by which `pulumi up` finds an image that is not built here. */
async function find(image: string): Promise<{ code: number | undefined; stdout: string; stderr: string }> {
  const { exitCode, stdout, stderr } = await execa("sh", ["components/commands/pull-image.sh"], {
    cwd: projectDir,
    env: { IMAGE: image, SETTING: "etherpad.image" },
    reject: false,
  });
  return { code: exitCode, stdout, stderr };
}

test("an image that is on the daemon is taken as it is, by its ID", async () => {
  const id = await dockerOutput(["image", "inspect", "--format={{.Id}}", "debian:trixie-slim"]);
  expect(await find("debian:trixie-slim")).toEqual({ code: 0, stdout: id, stderr: "" });
});

test("one that cannot be pulled is named with its registry, its setting and what to do", async () => {
  const { code, stdout, stderr } = await find("registry.invalid/pads/etherpad:2.0.3");
  const [what, mirror, load] = stderr.split("\n").filter((line) => /^(etherpad\.image|Name|Or) ?/.test(line));
  expect([code, stdout]).toEqual([1, ""]);
  expect(what).toMatch(
    /^etherpad\.image: the image registry\.invalid\/pads\/etherpad:2\.0\.3 is not on the Docker daemon, and cannot be pulled: .*registry\.invalid/,
  );
  expect(mirror).toMatch(/: pulumi config set --path etherpad\.image registry\.example\.org\/etherpad:2\.0\.3$/);
  expect(load).toContain("docker load");
});
