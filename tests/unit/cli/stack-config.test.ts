import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { mergeStackConfig } from "../../../cli/stack-config.ts";

const web = (values: string): string => `config:\n  jitsi-meet:web:\n${values}`;

function merged(files: { committed: string; base: string; own: string }): unknown {
  return parse(mergeStackConfig(files));
}

describe("mergeStackConfig", () => {
  test("a new stack gets what is committed", () => {
    expect(merged({ committed: web("    prejoinPage: false\n"), base: "", own: "" })).toEqual({
      config: { "jitsi-meet:web": { prejoinPage: false } },
    });
  });

  test("what changed in the committed file is taken over where nobody set something else", () => {
    const files = { base: web("    resolution: 720\n"), committed: web("    resolution: 360\n") };
    const taken = merged({ ...files, own: web("    resolution: 720\n") });
    const kept = merged({ ...files, own: web("    resolution: 1080\n") });
    expect(taken).toEqual({ config: { "jitsi-meet:web": { resolution: 360 } } });
    expect(kept).toEqual({ config: { "jitsi-meet:web": { resolution: 1080 } } });
  });

  test("what is gone from the committed file goes, unless it was set to something else", () => {
    const files = { base: web("    resolution: 720\n    prejoinPage: false\n"), committed: "" };
    const own = web("    resolution: 1080\n    prejoinPage: false\n");
    expect(merged({ ...files, own })).toEqual({ config: { "jitsi-meet:web": { resolution: 1080 } } });
  });

  test("the stack's salt, its secrets and its own settings stay", () => {
    const own = "encryptionsalt: v1:salt\nconfig:\n  jitsi-meet:secrets:\n    jvbPassword:\n      secure: v1:abc\n";
    expect(merged({ base: "", committed: web("    prejoinPage: false\n"), own })).toEqual({
      encryptionsalt: "v1:salt",
      config: {
        "jitsi-meet:secrets": { jvbPassword: { secure: "v1:abc" } },
        "jitsi-meet:web": { prejoinPage: false },
      },
    });
  });
});
