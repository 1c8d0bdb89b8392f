import { type Json, runProgram } from "../../harness/mocks.ts";
import { type Flat, flattened } from "./flatten.ts";

/** The mark of the engine around a secret value. */
const secretKey = "4dabf18193072939515e22adb298388d";

/** A value as people would compare it: a secret without its envelope, so that a changed one shows. */
function opened(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map((member: Json) => opened(member));
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  const record = value as Readonly<Record<string, Json>>;
  return secretKey in record && "value" in record
    ? opened(record["value"] ?? null)
    : Object.fromEntries(Object.entries(record).map(([key, member]) => [key, opened(member)]));
}

/** Every resource that providers make: name -> flattened inputs. A list's elements are `key[0]`. */
export async function resources(raw: Readonly<Record<string, object>>): Promise<ReadonlyMap<string, Flat>> {
  const { secrets, ...config } = raw;
  const run = await runProgram({ config, ...(secrets === undefined ? {} : { secrets }) });
  return new Map(
    run.resources
      .filter(({ custom }) => custom)
      .map(({ name, inputs }) => [name, flattened(opened(inputs) as object)] as const),
  );
}
