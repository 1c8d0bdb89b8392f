import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { mergeStackConfig } from "../../../cli/stack-config.ts";

const web = (values: string): string => `config:\n  jitsi-meet:web:\n${values}`;

function merged(files: { committed: string; base: string; own: string }): unknown {
  return parse(mergeStackConfig(files));
}

describe("mergeStackConfig", () => {
  test("a new stack gets what is committed", () => {
    expect(merged({ committed: web("    closePage: false\n"), base: "", own: "" })).toEqual({
      config: { "jitsi-meet:web": { closePage: false } },
    });
  });

  test("what changed in the committed file is taken over where nobody set something else", () => {
    const files = { base: web("    startAudioMutedAfter: 10\n"), committed: web("    startAudioMutedAfter: 5\n") };
    const taken = merged({ ...files, own: web("    startAudioMutedAfter: 10\n") });
    const kept = merged({ ...files, own: web("    startAudioMutedAfter: 20\n") });
    expect(taken).toEqual({ config: { "jitsi-meet:web": { startAudioMutedAfter: 5 } } });
    expect(kept).toEqual({ config: { "jitsi-meet:web": { startAudioMutedAfter: 20 } } });
  });

  test("what is gone from the committed file goes, unless it was set to something else", () => {
    const files = { base: web("    startAudioMutedAfter: 10\n    closePage: false\n"), committed: "" };
    const own = web("    startAudioMutedAfter: 20\n    closePage: false\n");
    expect(merged({ ...files, own })).toEqual({ config: { "jitsi-meet:web": { startAudioMutedAfter: 20 } } });
  });

  test("the stack's salt, its secrets and its own settings stay", () => {
    const own = "encryptionsalt: v1:salt\nconfig:\n  jitsi-meet:secrets:\n    jvbPassword:\n      secure: v1:abc\n";
    expect(merged({ base: "", committed: web("    closePage: false\n"), own })).toEqual({
      encryptionsalt: "v1:salt",
      config: {
        "jitsi-meet:secrets": { jvbPassword: { secure: "v1:abc" } },
        "jitsi-meet:web": { closePage: false },
      },
    });
  });
});
