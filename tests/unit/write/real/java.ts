import { join } from "node:path";
import { Parser } from "./parser.ts";

/** Typesafe Config and java.util.Properties. `env` is the environment that `${VARIABLE}` is taken from. */
export class JavaParser {
  readonly #parser: Parser;

  constructor(env: Readonly<Record<string, string>> = {}) {
    const source = join(import.meta.dirname, "ReadConfig.java");
    this.#parser = new Parser(
      "java",
      ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "/usr/share/java/typesafe-config.jar", source],
      env,
    );
  }

  hocon(text: string): Promise<unknown> {
    return this.#ask("hocon", text);
  }

  /** The file's top-level keys, read as time spans, in seconds. */
  seconds(text: string): Promise<unknown> {
    return this.#ask("seconds", text);
  }

  properties(text: string): Promise<unknown> {
    return this.#ask("properties", text);
  }

  stop(): Promise<void> {
    return this.#parser.stop();
  }

  #ask(kind: string, text: string): Promise<unknown> {
    return this.#parser.ask(`${kind} ${Buffer.from(text).toString("base64")}`);
  }
}
