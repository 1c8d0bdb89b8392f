/** The engine's commands that a report tells people to type. */

/** One step into a value: a key, or an index of a list. */
export type Step = string | number;

/** A path as the engine's `--path` reads it: `bridge.advertiseIps[0]`, `secrets.users["a.b"]`. */
export function formatPath(steps: readonly Step[]): string {
  return steps
    .map((step, index) => {
      if (typeof step === "number") {
        return `[${String(step)}]`;
      }
      if (!/^[A-Za-z0-9_-]+$/.test(step)) {
        return `[${JSON.stringify(step)}]`;
      }
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

/** A word for the shell, in quotes where the shell would read it otherwise. */
export function shellWord(text: string): string {
  return /^[A-Za-z0-9_./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function setOne(path: string, value: string | number | boolean): string {
  const text = String(value);
  // The engine turns words that look like numbers or booleans into such, unless it is told the type.
  const type = typeof value === "string" && /^(true|false|[+-]?\d+)$/.test(value) ? " --type string" : "";
  const end = text.startsWith("-") ? " --" : "";
  return `pulumi config set --path${type} ${shellWord(path)}${end} ${shellWord(text)}`;
}

/** Removes a value, so that its default counts. */
export function removeCommand(path: string): string {
  return `pulumi config rm --path ${shellWord(path)}`;
}

/** Sets a value that is no secret. A list is set element by element: the engine has no word for a list. */
export function setCommand(
  path: string,
  value: string | number | boolean | readonly (string | number | boolean)[],
): string {
  if (typeof value !== "object") {
    return setOne(path, value);
  }
  return [removeCommand(path), ...value.map((element, index) => setOne(`${path}[${String(index)}]`, element))].join(
    " && ",
  );
}

/** Sets a secret. Its value is asked for, or read from standard input: on a command line others could read it. */
export function setSecretCommand(path: string): string {
  return `pulumi config set --secret --path ${shellWord(path)}`;
}

/** Sets a value of many lines from a file. */
export function setFromFileCommand(path: string, file: string, secret = false): string {
  return `pulumi config set ${secret ? "--secret" : "--plaintext"} --path ${shellWord(path)} < ${file}`;
}
