/** Where the Pulumi command line tool came from: the person's own, the official one through npm, or built from source. */
export type EngineKind = "path" | "npm" | "built";

/** A Pulumi engine that can run this project. */
export interface Engine {
  /** Path of the `pulumi` executable. */
  readonly pulumi: string;
  /** Variables that every run of it needs, on top of the environment it is started in. */
  readonly env: Readonly<Record<string, string>>;
  readonly kind: EngineKind;
}

/** Takes one line of progress for the person who waits. */
export type Report = (line: string) => void;
