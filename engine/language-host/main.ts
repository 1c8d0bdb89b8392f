import { createRequire } from "node:module";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb.js";
import * as language from "@pulumi/pulumi/proto/language_pb.js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { installDependencies } from "./install.ts";
import { programPackages } from "./packages.ts";
import { runProgram } from "./run.ts";

type Reply<T> = grpc.sendUnaryData<T>;
type Call<T> = grpc.ServerUnaryCall<T, unknown>;

/** Answers a call with what `make` returns, or with what it throws. */
function answer<T>(reply: Reply<T>, make: () => T | Promise<T>): void {
  Promise.resolve()
    .then(make)
    .then(
      (value) => {
        reply(null, value);
      },
      (error: unknown) => {
        reply({ code: grpc.status.UNKNOWN, details: error instanceof Error ? error.message : String(error) });
      },
    );
}

/** The version of @pulumi/pulumi that a program uses. */
function sdkVersion(programDirectory: string): string {
  const require = createRequire(join(programDirectory, "package.json"));
  return (require("@pulumi/pulumi/package.json") as { version: string }).version;
}

/** The calls of pulumirpc.LanguageRuntime that running a program takes; gRPC answers "unimplemented" to all others. */
function runtime(engineAddress: string): grpc.UntypedServiceImplementation {
  return {
    handshake: (_: unknown, reply: Reply<language.LanguageHandshakeResponse>) => {
      reply(null, new language.LanguageHandshakeResponse());
    },
    getPluginInfo: (_: unknown, reply: Reply<plugin.PluginInfo>) => {
      reply(null, new plugin.PluginInfo());
    },
    getRequiredPackages: (
      call: Call<language.GetRequiredPackagesRequest>,
      reply: Reply<language.GetRequiredPackagesResponse>,
    ) => {
      answer(reply, () =>
        new language.GetRequiredPackagesResponse().setPackagesList(
          programPackages(call.request.getInfo()?.getProgramDirectory() ?? process.cwd()).map((found) =>
            new plugin.PackageDependency().setName(found.name).setKind("resource").setVersion(found.version),
          ),
        ),
      );
    },
    run: (call: Call<language.RunRequest>, reply: Reply<language.RunResponse>) => {
      answer(reply, () => runProgram(engineAddress, call));
    },
    about: (_: unknown, reply: Reply<language.AboutResponse>) => {
      reply(null, new language.AboutResponse().setExecutable(process.execPath).setVersion(process.version));
    },
    installDependencies,
    runtimeOptionsPrompts: (_: unknown, reply: Reply<language.RuntimeOptionsResponse>) => {
      reply(null, new language.RuntimeOptionsResponse());
    },
    getProgramDependencies: (
      call: Call<language.GetProgramDependenciesRequest>,
      reply: Reply<language.GetProgramDependenciesResponse>,
    ) => {
      answer(reply, () => {
        const sdk = sdkVersion(call.request.getInfo()?.getProgramDirectory() ?? process.cwd());
        return new language.GetProgramDependenciesResponse().setDependenciesList([
          new language.DependencyInfo().setName("@pulumi/pulumi").setVersion(sdk),
        ]);
      });
    },
  };
}

/** Ends this process when the engine that started it is gone, however it went. */
function endWithEngine(): void {
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) {
      process.exit(0);
    }
  }, 2000).unref();
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
// The engine's address is the last argument.
server.addService(LanguageRuntimeService, runtime(process.argv.at(-1) ?? ""));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  // The engine reads the port from the first line.
  process.stdout.write(`${String(port)}\n`);
  endWithEngine();
});
