import { type Check, warning } from "../finding.ts";

export const settings: Check = {
  title: "Settings",
  run: ({ problems }) =>
    problems.map(({ path, reason, fix }) =>
      warning({ problem: `${path}: ${reason}`, effect: "nothing can be changed: the next run refuses it", fix }),
    ),
};
