import * as pulumi from "@pulumi/pulumi";
import program from "../../index.ts";

/**
 * Runs the program of index.ts without an engine, and says what it asked the engine for.
 * Proves what is asked, with which options and in which order; not that a provider takes it.
 */

/** The key by which the engine marks a value as something special, and the mark of a secret. */
const specialKey = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  /** False for components. */
  readonly custom: boolean;
  /** `type::name` of the parent. Empty for the stack itself and what stands directly in it. */
  readonly parent: string;
  /** As they go to the engine: a secret is in an envelope. */
  readonly inputs: Readonly<Record<string, Json>>;
  /** Names of the resources that must be done first. */
  readonly dependsOn: readonly string[];
  readonly protect: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly replaceOnChanges: readonly string[];
  /** Value whose change replaces the resource. */
  readonly replacementTrigger: Json;
}

export interface ProgramRun {
  readonly resources: readonly Registered[];
  /** The stack's outputs, secrets and all. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** What the program told people to look at. */
  readonly warnings: readonly string[];
}

/** Every value that mocks hand out as a secret contains it, so a test can look for it. */
export const mockSecret = "MOCK-SECRET";

/** The image that a command is to find. */
function imageOf({ environment }: { readonly environment?: Readonly<Record<string, string>> }): string {
  return environment?.["IMAGE"] ?? "";
}

/** What the providers would answer, as far as the program reads it. */
function outputsOf(type: string, name: string, inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const certificate = Buffer.from(`certificate ${name}`).toString("base64");
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`;
  switch (type) {
    case "docker:index/image:Image":
      return { repoDigest: `sha256:${name}` };
    case "docker:index/container:Container":
    case "docker:index/network:Network":
    case "docker:index/volume:Volume":
      return { name: `${name}-physical` };
    case "command:local:Command":
      // The one whose output is read: the image that it was to find.
      return { stdout: `id of ${imageOf(inputs)}` };
    case "random:index/randomPassword:RandomPassword":
      return { result: pulumi.secret(`${mockSecret}-${name}`) };
    case "tls:index/privateKey:PrivateKey":
      return { privateKeyPem: pulumi.secret(`${mockSecret}-${name}`) };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: `request ${name}` };
    case "tls:index/selfSignedCert:SelfSignedCert":
    case "tls:index/locallySignedCert:LocallySignedCert":
      return { certPem: pem };
    default:
      return {};
  }
}

/** Type and name in a URN. */
function shortUrn(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  return urn === "" || type === "pulumi:pulumi:Stack" ? "" : `${type}::${name}`;
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getCustom(): boolean;
  getParent(): string;
  getObject(): { toJavaScript(): Record<string, Json> };
  getDependenciesList(): string[];
  getProtect(): boolean;
  getDeletebeforereplace(): boolean;
  getReplaceonchangesList(): string[];
  getReplacementTrigger(): { toJavaScript(): Json } | undefined;
}

function toRegistered(request: RegisterRequest): Registered {
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: shortUrn(request.getParent()),
    inputs: request.getObject().toJavaScript(),
    dependsOn: request
      .getDependenciesList()
      .map((urn) => shortUrn(urn).split("::")[1] ?? "")
      .sort(),
    protect: request.getProtect(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    replaceOnChanges: request.getReplaceonchangesList(),
    replacementTrigger: request.getReplacementTrigger()?.toJavaScript() ?? null,
  };
}

type Register = (request: RegisterRequest, callback: (error: unknown, response: unknown) => void) => Promise<void>;

/** Listens in on what the program registers: mocks are told of no options, dependencies and envelopes. */
function record(registered: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (request, callback) => {
    if (request.getType() !== "pulumi:pulumi:Stack") {
      registered.push(toRegistered(request));
    }
    await register(request, callback);
  };
}

export interface ProgramConfig {
  /** Groups of plain settings, as `pulumi config` holds them. */
  readonly config?: Readonly<Record<string, object>>;
  /** The group `secrets`. */
  readonly secrets?: object;
}

/** Package versions for images.packages jitsi, so that no test needs package files. */
export const packageVersions = {
  jicofo: "1.0-1100-1",
  "jitsi-videobridge2": "2.3-200-1",
  "jitsi-meet-web": "1.0.8000-1",
  "jitsi-meet-prosody": "1.0.8000-1",
};

/** Versions of packages that only some stacks need. */
const moreVersions = { jibri: "8.0-200-1", jigasi: "1.1-400-1" };

/** Runs the program as stack `dev` with these settings. @throws what the program throws. */
export async function runProgram({ config = {}, secrets }: ProgramConfig = {}): Promise<ProgramRun> {
  const groups: Record<string, object> = {
    ...config,
    images: { packages: "jitsi", versions: { ...packageVersions, ...moreVersions }, ...config["images"] },
    ...(secrets === undefined ? {} : { secrets }),
  };
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ type, name, inputs, id }) => ({
      id: id === undefined || id === "" ? `${name}-id` : id,
      state: { ...(inputs as object), ...outputsOf(type, name, inputs as Record<string, unknown>) },
    }),
    call: () => {
      throw new Error("the program asks a provider something: a preview would need the host");
    },
  };
  // Which daemon the tests' own shell talks to must not show in what is asked.
  delete process.env["DOCKER_HOST"];
  await pulumi.runtime.setMocks(mocks, "jitsi-meet", "dev");
  const resources: Registered[] = [];
  record(resources);
  pulumi.runtime.setAllConfig(
    Object.fromEntries(Object.entries(groups).map(([group, value]) => [`jitsi-meet:${group}`, JSON.stringify(value)])),
    secrets === undefined ? [] : ["jitsi-meet:secrets"],
  );
  return withoutStackTraces(async () => {
    const { result: outputs, warnings } = withWarnings(program);
    await pulumi.runtime.disconnect();
    return { resources, outputs: await knownOutputs(outputs), warnings };
  });
}

/** Without an engine, the SDK prints warnings. */
function withWarnings<T>(run: () => T): { result: T; warnings: readonly string[] } {
  const warnings: string[] = [];
  const { warn } = console;
  console.warn = (text: string) => warnings.push(text.replace(/^warning: \[runtime\] /, ""));
  try {
    return { result: run(), warnings };
  } finally {
    console.warn = warn;
  }
}

/** The SDK takes a stack trace for every promise, and jest maps each to the sources: most of a run's time. */
async function withoutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return await run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

async function knownOutputs(outputs: object): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    pulumi.output(outputs).apply((known) => {
      resolve(known as Record<string, unknown>);
    });
  });
}

function isSecret(value: object): boolean {
  return (value as Record<string, unknown>)[specialKey] === secretMark;
}

/** The value with every secret in it replaced by `[secret]`. */
export function masked(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((member: Json) => masked(member));
  }
  if (typeof value === "object" && value !== null) {
    return isSecret(value)
      ? "[secret]"
      : Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, member]) => [key, masked(member)]),
        );
  }
  return value;
}

/** The one resource of that name. */
export function resourceNamed(run: ProgramRun, name: string): Registered {
  const [resource, ...more] = run.resources.filter((one) => one.name === name && one.custom);
  if (resource === undefined || more.length > 0) {
    throw new Error(`${name}: ${String(more.length + (resource === undefined ? 0 : 1))} resources of that name`);
  }
  return resource;
}

/** Names of the resources whose inputs differ between two runs, or that only one of them has. */
export function changed(before: ProgramRun, after: ProgramRun): string[] {
  const inputs = (run: ProgramRun) =>
    new Map(run.resources.map(({ name, custom, inputs: own }) => [`${String(custom)} ${name}`, JSON.stringify(own)]));
  const [old, now] = [inputs(before), inputs(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => old.get(key) !== now.get(key))
    .map((key) => key.split(" ")[1] ?? "")
    .sort();
}
