import type { Plugin } from "./versions.ts";

/** One binary of the engine, how to build it and what it is built from. */
export interface Step {
  /** Name of the executable. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  readonly version: string;
  /** Files and folders below engine/ that it is built from. */
  readonly inputs: readonly string[];
  /** Go module below engine/ and package in it; the language host has none. */
  readonly go?: { readonly module: string; readonly package: string; readonly versionVariable: string };
  /** The plugin that it is, where it is one. */
  readonly plugin?: Plugin;
}

/** A step that the Go compiler does. */
export type GoStep = Step & Required<Pick<Step, "go">>;

const moduleFiles = (module: string): string[] => [`${module}/go.mod`, `${module}/go.sum`];

function cli(version: string): Step {
  return {
    name: "pulumi",
    title: "Pulumi CLI",
    version: `v${version}`,
    inputs: moduleFiles("core"),
    go: {
      module: "core",
      package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      versionVariable: "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version",
    },
  };
}

const providerInputs: Record<Plugin["name"], { module: string; inputs: string[] }> = {
  docker: { module: "bridged", inputs: ["provider.go", "shim/docker", "dockerimage"] },
  random: { module: "bridged", inputs: ["provider.go", "shim/random"] },
  tls: { module: "bridged", inputs: ["provider.go", "shim/tls"] },
  command: { module: "core", inputs: [] },
};

function provider(plugin: Plugin): Step {
  const { module, inputs } = providerInputs[plugin.name];
  const folder = `cmd/pulumi-resource-${plugin.name}`;
  return {
    name: `pulumi-resource-${plugin.name}`,
    title: `${plugin.name} provider`,
    version: plugin.version,
    inputs: [...moduleFiles(module), ...[...inputs, folder].map((path) => `${module}/${path}`)],
    go: { module, package: `./${folder}`, versionVariable: "main.version" },
    plugin,
  };
}

/** Everything that is built, the longest first. */
export function engineSteps(pulumi: string, plugins: readonly Plugin[], languageHostVersion: string): Step[] {
  const languageHost: Step = {
    name: "pulumi-language-nodejs",
    title: "language host",
    version: languageHostVersion,
    inputs: ["language-host"],
  };
  return [cli(pulumi), ...plugins.map(provider), languageHost];
}
