import { afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { engineLimit, makeProject, sharedEngine, up, type Project } from "./project.ts";

jest.setTimeout(180_000);

beforeAll(sharedEngine, engineLimit);

let project: Project | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

const imports = 'import * as pulumi from "@pulumi/pulumi";\n';

test("configuration reaches the program, and a secret stays secret on its way", async () => {
  project = await makeProject(`${imports}
    const config = new pulumi.Config();
    export const plain = config.require("plain");
    export const structured = config.requireObject("structured");
    export const secret = config.requireSecret("secret");
    export const secretKeys = ["plain", "secret"].filter((key) => pulumi.runtime.isConfigSecret(config.name + ":" + key));
    export const names = [pulumi.getProject(), pulumi.getStack(), pulumi.getOrganization()];
  `);
  await project.pulumi("config", "set", "plain", 'it\'s \\ "quoted"\nand long');
  await project.pulumi("config", "set", "--path", "structured.list[0]", "7");
  await project.pulumi("config", "set", "--secret", "secret", "open-sesame");
  const shown = await up(project);
  expect(shown).not.toContain("open-sesame");
  expect(await project.outputs()).toEqual({
    plain: 'it\'s \\ "quoted"\nand long',
    structured: { list: [7] },
    secret: "open-sesame",
    secretKeys: ["secret"],
    names: [project.name, "dev", "organization"],
  });
});

test("a preview tells the program that it is one and changes nothing", async () => {
  project = await makeProject(`${imports}console.log(pulumi.runtime.isDryRun() ? "only looking" : "for real");`);
  const preview = await project.pulumi("preview");
  expect(preview.exitCode).toBe(0);
  expect(preview.all).toContain("only looking");
  expect((await project.pulumi("stack", "export")).all).not.toContain("pulumi:pulumi:Stack");
  expect(await up(project)).toContain("for real");
  expect((await project.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
});

test("a RunError is shown as its message alone", async () => {
  project = await makeProject(`${imports}throw new pulumi.RunError("the setting is wrong: set it right");`);
  const { exitCode, all } = await project.pulumi("preview");
  expect(exitCode).toBe(1);
  expect(all).toContain("error: the setting is wrong: set it right");
  expect(all).not.toMatch(/^\s+at .*index\.ts/m);
  expect(all).not.toContain("exit code");
});

test("any other error is shown with the line of the program that threw it", async () => {
  project = await makeProject(`${imports}\nthrow new Error("a mistake in the program");`);
  const { exitCode, all } = await project.pulumi("preview");
  expect(exitCode).toBe(1);
  expect(all).toContain("Error: a mistake in the program");
  expect(all).toMatch(/index\.ts:3/);
});

test("a program that ends itself with a code fails the run and names the code", async () => {
  project = await makeProject("process.exit(3);");
  const { exitCode, all } = await project.pulumi("preview");
  expect(exitCode).toBe(1);
  expect(all).toContain("exited with non-zero exit code: 3");
});

test("a provider that is not there fails the run only when the program uses it, by its name", async () => {
  project = await makeProject(`import * as aws from "@pulumi/aws"; export const region = typeof aws.ec2.Vpc;`);
  expect(await up(project)).not.toMatch(/warning|aws/);
  expect(await project.outputs()).toEqual({ region: "function" });
  await project.write(
    "index.ts",
    'import * as aws from "@pulumi/aws"; new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });',
  );
  const { exitCode, all } = await project.pulumi("preview");
  expect(exitCode).toBe(1);
  expect(all).toMatch(/resource plugin 'aws-v[\d.]+'|no resource plugin .*aws/);
});
