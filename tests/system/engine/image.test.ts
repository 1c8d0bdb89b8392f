import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { execa } from "execa";
import { engineLimit, makeProject, sharedEngine, up, type Project } from "./project.ts";

jest.setTimeout(180_000);

beforeAll(sharedEngine, engineLimit);

let project: Project;

const program = (build: string, more = "", options = "{}"): string => `
  import * as docker from "@pulumi/docker";
  import * as pulumi from "@pulumi/pulumi";
  const image = new docker.Image("image", { imageName: pulumi.getProject(), skipPush: true, build: ${build}, ${more} }, ${options});
  export const { baseImageName, context, dockerfile, imageName, platform, registryServer, repoDigest } = image;
`;

/** Exit code of `preview --expect-no-changes` when there are some. */
const changesFound = 7;

const standard = program('{ context: "files" }');

const dockerfile = "FROM debian:trixie-slim\nARG WORD=none\nCOPY . /files/\nRUN echo $WORD > /word\n";

async function docker(...args: string[]): Promise<string> {
  return (await execa("docker", args)).stdout;
}

async function inImage(...command: string[]): Promise<string> {
  return docker("run", "--rm", "--network", "none", project.name, ...command);
}

async function imageId(): Promise<unknown> {
  return (await project.outputs())["repoDigest"];
}

beforeEach(async () => {
  project = await makeProject(standard);
  await project.write("files/Dockerfile", dockerfile);
  await project.write("files/text", "one");
  await project.write("files/.dockerignore", "ignored\nDockerfile\n");
});

afterEach(async () => {
  await project.remove();
  await execa("docker", ["rmi", "--force", project.name], { reject: false });
});

test("an image is built once, on the daemon, and has the daemon's own id", async () => {
  await up(project);
  expect(await project.outputs()).toEqual({
    baseImageName: project.name,
    context: "files",
    dockerfile: "files/Dockerfile",
    imageName: project.name,
    platform: await docker("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", project.name),
    registryServer: "docker.io",
    repoDigest: await docker("image", "inspect", "--format", "{{.Id}}", project.name),
  });
  expect(await inImage("cat", "/files/text")).toBe("one");
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
  expect((await project.pulumi("up", "--yes", "--refresh", "--expect-no-changes")).exitCode).toBe(0);
});

test("a changed, added or removed file and a changed mode each make a new image", async () => {
  await up(project);
  const ids = [await imageId()];
  const changes: (() => Promise<void>)[] = [
    async () => project.write("files/text", "two"),
    async () => project.write("files/text", "two", 0o755),
    async () => project.write("files/sub/added", ""),
    async () => project.write("files/.dockerignore", "ignored\nDockerfile\nsub\n"),
  ];
  for (const change of changes) {
    await change();
    expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(changesFound);
    await up(project);
    ids.push(await imageId());
  }
  expect(new Set(ids).size).toBe(changes.length + 1);
  expect(await inImage("stat", "-c", "%a", "/files/text")).toBe("755");
});

test("a file that .dockerignore names changes nothing and is not in the image", async () => {
  await project.write("files/ignored", "one");
  await up(project);
  await project.write("files/ignored", "two");
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
  expect(await inImage("ls", "-A", "/files")).toBe(".dockerignore\ntext");
});

test("the Dockerfile's own .dockerignore comes before that of the context", async () => {
  await project.write("files/Dockerfile.dockerignore", "text\nDockerfile*\n");
  await project.write("files/ignored", "one");
  await up(project);
  expect(await inImage("ls", "-A", "/files")).toBe("ignored");
  await project.write("files/text", "two");
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
});

test("a Dockerfile outside the context builds from the context's files, and is part of what is compared", async () => {
  await project.write("index.ts", program('{ context: "files", dockerfile: "elsewhere/Dockerfile" }'));
  await project.write("elsewhere/Dockerfile", "FROM debian:trixie-slim\nCOPY * /files/\n");
  await up(project);
  expect(await inImage("ls", "-A", "/files")).toBe("text");
  await project.write("elsewhere/Dockerfile", "FROM debian:trixie-slim\nCOPY * /other/\n");
  await up(project);
  expect(await inImage("ls", "-A", "/other")).toBe("text");
});

test("arguments and target decide what is built", async () => {
  await project.write(
    "files/Dockerfile",
    `FROM debian:trixie-slim AS first\nARG WORD\nRUN echo $WORD > /word\nFROM scratch\n`,
  );
  await project.write("index.ts", program('{ context: "files", target: "first", args: { WORD: "hello" } }'));
  await up(project);
  expect(await inImage("cat", "/word")).toBe("hello");
  await project.write("index.ts", program('{ context: "files", target: "first", args: { WORD: "world" } }'));
  const preview = await project.pulumi("preview", "--diff");
  expect(preview.all).toMatch(/WORD: "hello" => "world"/);
  await up(project);
  expect(await inImage("cat", "/word")).toBe("world");
});

test("a failed build shows the image, the step and the end of the log, and the next run can succeed", async () => {
  await project.write("files/Dockerfile", "FROM debian:trixie-slim\nRUN echo the reason && exit 4\n");
  const { exitCode, all } = await project.pulumi("up", "--yes", "--skip-preview");
  expect(exitCode).toBe(1);
  expect(all).toContain(`image "${project.name}" was not built: failed at Step 2/2 : RUN echo the reason && exit 4`);
  expect(all).toContain("returned a non-zero code: 4");
  expect(all).toMatch(/Last lines of the build log:[\s\S]*\n\s+the reason\n/);
  expect(all).not.toMatch(/goroutine|\.go:\d+|rpc error/);
  await project.write("files/Dockerfile", dockerfile);
  await up(project);
  expect(await inImage("cat", "/word")).toBe("none");
});

test("mistakes in the inputs are found before anything is built", async () => {
  await project.write("index.ts", program('{ context: "missing" }').replace("skipPush: true", "skipPush: false"));
  const { exitCode, all } = await project.pulumi("preview");
  expect(exitCode).toBe(1);
  expect(all).toContain('build context "missing" is not a folder');
  expect(all).toContain("set skipPush to true");
});

test("a refresh notices that an image was removed from the daemon, and the next run builds it", async () => {
  await up(project);
  await docker("rmi", "--force", project.name);
  await up(project, "--refresh");
  expect(await docker("image", "inspect", "--format", "{{.Id}}", project.name)).toBe(await imageId());
});

test("a preview builds nothing, unless the program asks for it", async () => {
  expect((await project.pulumi("preview")).exitCode).toBe(0);
  expect(await docker("image", "ls", "--quiet", project.name)).toBe("");
  await project.write("index.ts", program('{ context: "files" }', "buildOnPreview: true"));
  expect((await project.pulumi("preview")).exitCode).toBe(0);
  expect(await docker("image", "ls", "--quiet", project.name)).not.toBe("");
});

test("a secret build argument is not in the state", async () => {
  await project.write("index.ts", program('{ context: "files", args: { WORD: pulumi.secret("open-sesame") } }'));
  expect(await up(project)).not.toContain("open-sesame");
  expect((await project.pulumi("stack", "export")).all).not.toContain("open-sesame");
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
});

test("a provider with an ssh host builds through ssh, with the options given", async () => {
  const provider = 'new docker.Provider("far", { host: "ssh://me@far", sshOpts: ["-o", "A=b"] })';
  await project.write("index.ts", program('{ context: "files" }', "", `{ provider: ${provider} }`));
  // Stands in for ssh: notes how it was called, and connects to the daemon as the far end would.
  await project.write(
    "bin/ssh",
    `#!/bin/sh\necho "$*" >> ${project.dir}/calls\nexec docker system dial-stdio\n`,
    0o755,
  );
  await up(project);
  expect(await imageId()).toBe(await docker("image", "inspect", "--format", "{{.Id}}", project.name));
  const calls = new Set((await readFile(join(project.dir, "calls"), "utf8")).trim().split("\n"));
  expect([...calls]).toEqual(["-l me -o A=b -o ConnectTimeout=30 -T -- far docker system dial-stdio"]);
});
