import { setFromFileCommand } from "../commands.ts";
import { extraConfigProblem } from "../render/extra-config.ts";
import type { Rule } from "./draft.ts";

const extraConfigIsAScript: Rule = {
  reads: ["web.extraConfig"],
  check: ({ settings }) => {
    const reason = extraConfigProblem(settings.web.extraConfig ?? "");
    const path = "web.extraConfig";
    return reason === undefined ? [] : [{ path, reason, fix: setFromFileCommand(path, "extra-config.js") }];
  },
};

export const webRules: readonly Rule[] = [extraConfigIsAScript];
