import { shellWord } from "../commands.ts";
import type { Settings } from "../settings/index.ts";

/**
 * Environment variables of a service, none of them secret, as the shell of its start script reads them: one `NAME=value` a line.
 * Any value without a NUL can be carried.
 */
export function environmentFile(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (!/^[A-Z][A-Z0-9_]*$/.test(name)) {
        throw new Error(`not the name of an environment variable: ${JSON.stringify(name)}`);
      }
      return `${name}=${shellWord(value)}\n`;
    })
    .join("");
}

/** What Sentry puts reports under. The release is that of the service's package, unless one is named. */
export function sentryVariables(
  { observability, images }: Settings,
  packageName: keyof Settings["images"]["versions"],
): Readonly<Record<string, string>> {
  const { environment, release } = observability.sentry;
  const version = release ?? images.versions[packageName];
  return {
    ...(environment === undefined ? {} : { SENTRY_ENVIRONMENT: environment }),
    ...(version === undefined ? {} : { SENTRY_RELEASE: version }),
  };
}
