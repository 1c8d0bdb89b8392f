import type { Problem } from "../problems.ts";
import type { SecretSettings, Settings } from "../settings/index.ts";

/** Settings as far as they could be read: a value that is wrong in itself stands there as its default. */
export interface Draft {
  readonly settings: Settings;
  readonly secrets: SecretSettings;
  /** Paths of settings that are wrong in themselves. A rule says nothing about them. */
  readonly failed: ReadonlySet<string>;
  /** Paths of settings that are set, but encrypted where nobody needs to decrypt them. */
  readonly unread: ReadonlySet<string>;
  readonly now: Date;
}

/** A rule between settings. It names the settings it reads, so that it is silent where one of them is wrong in itself. */
export interface Rule {
  readonly reads: readonly string[];
  readonly check: (draft: Draft) => readonly Problem[];
}
