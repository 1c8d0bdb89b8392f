import { existsSync, openSync } from "node:fs";
import { spawn } from "node:child_process";
import { execa } from "execa";
import { installPackages } from "./apt.ts";
import { command, SetupError, succeeds, waitFor } from "./command.ts";

const daemonLog = "/var/log/dockerd.log";

async function answers(): Promise<boolean> {
  return succeeds("docker", ["version", "--format", "{{.Server.Version}}"]);
}

/** Why the daemon does not answer, in the words of its client. */
async function complaint(): Promise<string> {
  const { stderr } = await execa("docker", ["version"], { reject: false });
  return stderr.trim();
}

async function startDaemon(): Promise<void> {
  if (existsSync("/run/systemd/system")) {
    await command("systemctl", ["start", "docker"]);
    return;
  }
  // Without an init system (in a container, say) the daemon is a process of its own that outlives this program.
  const log = openSync(daemonLog, "a");
  spawn("dockerd", [], { detached: true, stdio: ["ignore", log, log] }).unref();
}

/**
 * Makes sure that a Docker daemon answers: uses the one that is there, starts an installed one, else installs the
 * distribution's. Returns its version. Only root on Debian or Ubuntu can have it installed.
 */
export async function ensureDocker(report: (line: string) => void): Promise<string> {
  if (!(await answers())) {
    const said = await complaint();
    if (/permission denied/i.test(said)) {
      throw new SetupError(
        "The Docker daemon runs, but this user may not use it. Run: sudo usermod -aG docker $USER, log in again, and run the same command.",
      );
    }
    if (process.env["DOCKER_HOST"] !== undefined) {
      throw new SetupError(`The Docker daemon at DOCKER_HOST=${process.env["DOCKER_HOST"]} does not answer: ${said}`);
    }
    if (process.getuid?.() !== 0) {
      throw new SetupError(
        "No Docker daemon answers. Start Docker, or run this as root to have it installed and started.",
      );
    }
    if (!(await succeeds("dockerd", ["--version"]))) {
      report("installing Docker from the distribution");
      await installPackages(["docker.io", "iptables"], "to run containers");
    }
    if (!(await answers())) {
      report("starting the Docker daemon");
      await startDaemon();
    }
    if (!(await waitFor(answers, 60))) {
      throw new SetupError(
        `The Docker daemon did not start within a minute. Its log: ${daemonLog}, or journalctl -u docker.`,
      );
    }
  }
  return (await command("docker", ["version", "--format", "{{.Server.Version}}"])).trim();
}
