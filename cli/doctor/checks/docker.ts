import { broken, type Check } from "../finding.ts";

/** Older ones refuse a system call, clone3, by which the programs of the images' Debian start threads. */
const oldest = "20.10.10";

function olderThan(version: string, least: string): boolean {
  return version.localeCompare(least, "en", { numeric: true }) < 0;
}

function remedy(said: string): string {
  return said.includes("not installed")
    ? "npm start, as root on Debian or Ubuntu (installs it), or: sudo apt-get install docker.io"
    : /permission denied/i.test(said)
      ? "sudo usermod -aG docker $USER, then log in again"
      : "sudo systemctl start docker";
}

export const docker: Check = {
  title: "Docker",
  run: ({ daemon }) => {
    if (typeof daemon === "string") {
      return [
        broken({
          problem: `the Docker daemon cannot be asked: ${daemon}`,
          effect: "nothing of the stack can be started, changed or looked at",
          fix: remedy(daemon),
        }),
      ];
    }
    return olderThan(daemon.version, oldest)
      ? [
          broken({
            problem: `Docker is ${daemon.version}, older than ${oldest}`,
            effect: "the services cannot start threads and end at once",
            fix: "sudo apt-get update && sudo apt-get install docker.io, or another package of a newer Docker",
          }),
        ]
      : [];
  },
};
