/** Absolute path of the project's folder. */
export const projectDir: string;
/** Installs the dependencies of the lockfile, unless they are there. */
export function installDependencies(): void;
/** Path of the Node that runs the project. */
export function projectNode(): string;
/** Environment in which the project's own programs are found first. */
export function projectEnvironment(): NodeJS.ProcessEnv;
/** Runs one of the project's programs and ends as it ends. Ctrl-C is that program's to handle. */
export function run(script: string, args: readonly string[], options?: { nodeOptions?: readonly string[] }): void;
