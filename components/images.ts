import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { packagesDirectory } from "../config/packages.ts";
import type { Settings } from "../config/settings/index.ts";
import type { StackContext } from "./stack-context.ts";

/** Versions of Jitsi's packages by package name, as config/packages.ts reads them. */
export type Versions = Readonly<Record<string, string>>;

export interface ImagesArgs {
  readonly stack: StackContext;
  readonly versions: Versions;
}

/** An image that was built on the host. */
export interface BuiltImage {
  /** Name to write after FROM. */
  readonly tag: string;
  /** Image ID: another one for other contents. Containers run it by this. */
  readonly id: pulumi.Output<string>;
  readonly resource: docker.Image;
}

/** Build arguments that pass another image on. The ID is there for the engine only: it cannot see what a name stands for. */
function from(argument: string, { tag, id }: BuiltImage): Record<string, pulumi.Input<string>> {
  return { [argument]: tag, [`${argument}_ID`]: id };
}

/** What a Dockerfile is built with, apart from its own folder. */
export interface BuildInputs {
  /** Folder that is sent to the daemon. Default: the Dockerfile's own. */
  readonly context?: string;
  readonly args?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** How the image `images/<name>` is built. Paths are relative to the project's folder, as the provider wants them. */
export function imageArgs(stack: StackContext, name: string, { context, args }: BuildInputs = {}): docker.ImageArgs {
  const folder = `images/${name}`;
  return {
    // Never moves: `latest` would look as if it could be pulled.
    imageName: `${stack.id.toLowerCase()}/${name}:local`,
    // The daemon that builds it runs it. No registry is involved.
    skipPush: true,
    build: { context: context ?? folder, dockerfile: `${folder}/Dockerfile`, ...(args === undefined ? {} : { args }) },
  };
}

/** Versions as the Dockerfiles take them, to compare with what they find in the package files. */
export function versionsArgument(versions: Versions): string {
  return Object.entries(versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `${name}=${version}`)
    .join(",");
}

/** Which Dockerfile makes the image that holds nothing but Jitsi's .deb files, and what goes into it. */
export function packagesBuild(settings: Settings, versions: Versions): { name: string; inputs: BuildInputs } {
  const context = packagesDirectory(settings);
  if (context !== undefined) {
    return { name: "packages-directory", inputs: { context } };
  }
  const { repository, suite, signingKey } = settings.images;
  const versionArgs = Object.entries(versions).map(([name, version]) => [
    `VERSION_${name.replaceAll("-", "_")}`,
    version,
  ]);
  return {
    name: "packages-jitsi",
    inputs: {
      args: {
        REPOSITORY: repository,
        SUITE: suite,
        SIGNING_KEY: signingKey,
        ...(Object.fromEntries(versionArgs) as Record<string, string>),
      },
    },
  };
}

/** Every image of the stack, built on the host that runs it. */
export class Images extends pulumi.ComponentResource {
  /** What the others stand on. Its ID also serves containers that never run. */
  readonly base: pulumi.Output<string>;
  readonly web: pulumi.Output<string>;
  readonly prosody: pulumi.Output<string>;
  readonly jicofo: pulumi.Output<string>;
  readonly jvb: pulumi.Output<string>;

  constructor(name: string, args: ImagesArgs, options: pulumi.ComponentResourceOptions) {
    super("jitsi:index:Images", name, {}, options);
    const { stack, versions } = args;
    const build = (image: string, inputs?: BuildInputs, dependsOn: BuiltImage[] = []): BuiltImage => {
      const imageInputs = imageArgs(stack, image, inputs);
      const resource = new docker.Image(`${name}-${image}`, imageInputs, {
        parent: this,
        dependsOn: dependsOn.map((dependency) => dependency.resource),
      });
      return { tag: imageInputs.imageName as string, id: resource.repoDigest, resource };
    };
    const base = build("base");
    const java = build("base-java", { args: from("BASE", base) }, [base]);
    const { name: packagesName, inputs } = packagesBuild(stack.settings, versions);
    const packages = build(packagesName, inputs);
    const service = (image: string, below: BuiltImage, packageName: string) =>
      build(
        image,
        {
          args: {
            ...from("BASE", below),
            ...from("PACKAGES", packages),
            VERSIONS: versionsArgument({ [packageName]: versions[packageName] ?? "" }),
          },
        },
        [below, packages],
      ).id;

    this.base = base.id;
    this.web = service("web", base, "jitsi-meet-web");
    this.prosody = service("prosody", base, "jitsi-meet-prosody");
    this.jicofo = service("jicofo", java, "jicofo");
    this.jvb = service("jvb", java, "jitsi-videobridge2");
    this.registerOutputs({});
  }
}
