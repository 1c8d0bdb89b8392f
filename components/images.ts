import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { tellsAlerts } from "../config/derived.ts";
import { type PackageName, type PackageVersions, packagesDirectory } from "../config/packages.ts";
import type { Settings } from "../config/settings/index.ts";
import type { StackContext } from "./stack-context.ts";

export interface ImagesArgs {
  readonly stack: StackContext;
  /** Versions of Jitsi's packages, as config/packages.ts reads them. */
  readonly versions: PackageVersions;
}

/** An image of a service: `images/<name>`. */
export interface ServiceImage {
  readonly name: string;
  /** The image it stands on. */
  readonly on: "base" | "base-java";
  /** The package of Jitsi's that is unpacked in it. */
  readonly holds?: PackageName;
  /** More build arguments. */
  readonly args?: Readonly<Record<string, string>>;
}

/** A recorder's image: with another browser, and with a program that uploads, where they are wanted. */
function jibriImage({ chrome, upload }: Settings["recording"]): ServiceImage {
  const args = { CHROME: chrome ?? "", UPLOAD: upload.enabled ? "s3" : "" };
  return { name: "jibri", on: "base-java", holds: "jibri", args };
}

/** The images that these settings ask for. */
export function serviceImages(settings: Settings): readonly ServiceImage[] {
  const { recording, telephony, transcription, tls, turn, observability } = settings;
  return [
    { name: "web", on: "base", holds: "jitsi-meet-web" },
    { name: "prosody", on: "base", holds: "jitsi-meet-prosody" },
    { name: "jicofo", on: "base-java", holds: "jicofo" },
    { name: "jvb", on: "base-java", holds: "jitsi-videobridge2" },
    ...(recording.enabled ? [jibriImage(recording)] : []),
    ...(telephony.enabled || transcription.enabled
      ? [{ name: "jigasi", on: "base-java", holds: "jigasi" } as const]
      : []),
    ...(tls.mode === "acme" ? onBase("acme") : []),
    ...(turn.mode === "builtin" ? onBase("turn") : []),
    ...(observability.prometheus.enabled ? onBase("prometheus", "exporters") : []),
    ...(tellsAlerts(settings) ? onBase("alertmanager") : []),
    ...(observability.loki.enabled ? onBase("log-collector") : []),
  ];
}

/** Images of Debian's programs alone. */
function onBase(...names: readonly string[]): readonly ServiceImage[] {
  return names.map((name) => ({ name, on: "base" }));
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
export function versionsArgument(versions: PackageVersions): string {
  return Object.entries(versions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, version]) => `${name}=${version}`)
    .join(",");
}

/** Which Dockerfile makes the image that holds nothing but Jitsi's .deb files, and what goes into it. */
export function packagesBuild(settings: Settings, versions: PackageVersions): { name: string; inputs: BuildInputs } {
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
  private readonly services: ReadonlyMap<string, pulumi.Output<string>>;

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
    const service = ({ name: image, on, holds, args: more }: ServiceImage) => {
      const below = on === "base" ? base : java;
      const unpacked =
        holds === undefined
          ? {}
          : { ...from("PACKAGES", packages), VERSIONS: versionsArgument({ [holds]: versions[holds] ?? "" }) };
      return build(
        image,
        { args: { ...from("BASE", below), ...unpacked, ...more } },
        holds === undefined ? [below] : [below, packages],
      ).id;
    };

    this.base = base.id;
    this.services = new Map(serviceImages(stack.settings).map((image) => [image.name, service(image)]));
    this.registerOutputs({});
  }

  /** ID of a service's image. Throws for one that the settings do not ask for: a mistake in the program. */
  of(name: string): pulumi.Output<string> {
    const id = this.services.get(name);
    if (id === undefined) {
      throw new Error(`no service runs the image ${name}`);
    }
    return id;
  }
}
