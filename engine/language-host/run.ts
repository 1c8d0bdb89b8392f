import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ServerUnaryCall } from "@grpc/grpc-js";
import { RunResponse, type RunRequest } from "@pulumi/pulumi/proto/language_pb.js";

/** Exit code of @pulumi/pulumi's runner when it has already shown the person what is wrong. */
const alreadyReported = 32;

interface Options {
  readonly typescript?: boolean;
  readonly tsconfig?: string;
  readonly nodeargs?: string;
}

function runnerArguments(engineAddress: string, request: RunRequest): string[] {
  const flags: Record<string, string> = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": request.getInfo()?.getRootDirectory() ?? "",
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => (value === "" ? [] : [`--${flag}`, value])),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    request.getInfo()?.getEntryPoint() ?? ".",
    ...request.getArgsList(),
  ];
}

function programEnvironment(request: RunRequest, options: Options): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().getEntryList())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    // The runner's own default is ts-node; a program on Node's type stripping says `typescript: false`.
    ...(options.typescript === false ? {} : { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
  };
}

/** The program's outcome as the engine wants it: `bail` for "failed, and the person has been told why". */
async function outcome(program: ChildProcess): Promise<RunResponse> {
  const [code, signal] = (await once(program, "exit")) as [number | null, NodeJS.Signals | null];
  if (code === 0) {
    return new RunResponse();
  }
  if (code === alreadyReported) {
    return new RunResponse().setBail(true);
  }
  const how = code === null ? `was ended by ${String(signal)}` : `exited with non-zero exit code: ${String(code)}`;
  return new RunResponse().setError(`Program ${how}`);
}

/** Runs a program with @pulumi/pulumi's own runner, found from the program's folder. Its output is this process's. */
export async function runProgram(
  engineAddress: string,
  call: ServerUnaryCall<RunRequest, unknown>,
): Promise<RunResponse> {
  const { request } = call;
  const info = request.getInfo();
  const options = (info?.getOptions()?.toJavaScript() ?? {}) as Options;
  const require = createRequire(join(info?.getProgramDirectory() ?? request.getPwd(), "package.json"));
  const nodeArguments = options.nodeargs?.split(/\s+/).filter((argument) => argument !== "") ?? [];
  const program = spawn(
    process.execPath,
    [...nodeArguments, require.resolve("@pulumi/pulumi/cmd/run"), ...runnerArguments(engineAddress, request)],
    { cwd: request.getPwd(), env: programEnvironment(request, options), stdio: ["ignore", "inherit", "inherit"] },
  );
  call.on("cancelled", () => program.kill());
  return outcome(program);
}
