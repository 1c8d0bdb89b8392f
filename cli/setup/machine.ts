import { PRESET_TIMER, type DefaultRenderer, type ListrTask, type SimpleRenderer } from "listr2";
import { chooseEngine, type Engine } from "../engine/index.ts";
import { engineEnvironment } from "../workspace.ts";
import { ensureBaseImage, baseImage } from "./base-image.ts";
import { ensureDocker } from "./docker.ts";

/** What the machine offers once it is set up. */
export interface Machine {
  engine?: Engine;
  /** Environment for the engine: its own, and where state and passphrase are. */
  env?: Record<string, string>;
}

/** A step, shown live on a terminal and line by line elsewhere. */
export type Step<C> = ListrTask<C, typeof DefaultRenderer, typeof SimpleRenderer>;

/** Sink for one line of progress below a step's title. */
export function reporter(task: { output: string }): (line: string) => void {
  return (line) => {
    task.output = line;
  };
}

/** How steps are shown: each with the time it took, also where the output is no terminal. */
export const stepOptions = {
  rendererOptions: { timer: PRESET_TIMER, collapseSubtasks: false },
  fallbackRendererOptions: { timer: PRESET_TIMER },
} as const;

/** The steps that make a machine ready to run stacks: Docker, the base image, the engine. Each is quick when done before. */
export function machineSteps<C extends Machine>(projectDir: string): Step<C>[] {
  return [
    {
      title: "Docker",
      task: async (_, task) => {
        task.title = `Docker ${await ensureDocker(reporter(task))}`;
      },
    },
    {
      title: `Base image ${baseImage}`,
      task: async (_, task) => ensureBaseImage(reporter(task)),
    },
    {
      title: "Pulumi engine",
      task: async (context, task) => {
        context.engine = await chooseEngine({ projectDir, report: reporter(task) });
        context.env = await engineEnvironment(projectDir, context.engine);
      },
    },
  ];
}
