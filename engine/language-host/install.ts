import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { InstallDependenciesResponse, type InstallDependenciesRequest } from "@pulumi/pulumi/proto/language_pb.js";

/** `pulumi install`: the package manager's own install, its output streamed to the person. */
export function installDependencies(
  call: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
): void {
  const npm = spawn("npm", ["install"], { cwd: call.request.getDirectory(), stdio: ["ignore", "pipe", "pipe"] });
  const forward = (stream: Readable, wrap: (chunk: Uint8Array) => InstallDependenciesResponse): void => {
    stream.on("data", (chunk: Uint8Array) => call.write(wrap(chunk)));
  };
  forward(npm.stdout, (chunk) => new InstallDependenciesResponse().setStdout(chunk));
  forward(npm.stderr, (chunk) => new InstallDependenciesResponse().setStderr(chunk));
  npm.on("error", (error) => call.destroy(error));
  npm.on("close", (code) => {
    if (code === 0) {
      call.end();
    } else {
      call.destroy(new Error(`npm install exited with ${String(code)}`));
    }
  });
}
