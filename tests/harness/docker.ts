import { execa } from "execa";

/** A container's health as its daemon sees it. */
export interface Health {
  /** `starting`, `healthy` or `unhealthy`. */
  readonly status: string;
  /** What the last check printed. */
  readonly said: string;
}

/** Ids of the containers with a `jitsi.service` label, by service. */
export async function containersOf(label: string): Promise<Map<string, string>> {
  const format = '{{.Label "jitsi.service"}} {{.ID}}';
  const { stdout } = await execa("docker", [
    "ps",
    "--all",
    "--no-trunc",
    "--filter",
    `label=${label}`,
    "--format",
    format,
  ]);
  const rows = stdout.split("\n").map((line) => line.split(" "));
  return new Map(rows.flatMap(([service = "", id = ""]) => (service === "" || id === "" ? [] : [[service, id]])));
}

export async function healthOf(container: string): Promise<Health> {
  const { stdout } = await execa("docker", ["inspect", "--format", "{{json .State.Health}}", container]);
  const health = JSON.parse(stdout) as { Status: string; Log?: { Output: string }[] } | null;
  return { status: health?.Status ?? "none", said: health?.Log?.at(-1)?.Output.trim() ?? "" };
}

/** Runs a program in a container. Standard input closed. */
export async function inContainer(container: string, ...args: string[]): Promise<string> {
  return (await execa("docker", ["exec", container, ...args])).stdout;
}

/** A container's log, both streams. */
export async function logOf(container: string): Promise<string> {
  return (await execa("docker", ["logs", container], { all: true })).all;
}

/** Ids of all containers, volumes and networks with a label. */
export async function everythingLabelled(label: string): Promise<string[]> {
  const list = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await execa("docker", [...args, "--quiet", "--filter", `label=${label}`]);
    return stdout.split("\n").filter((line) => line !== "");
  };
  return [
    ...(await list("ps", "--all", "--no-trunc")),
    ...(await list("volume", "ls")),
    ...(await list("network", "ls", "--no-trunc")),
  ];
}

/** When a container's process was started, and how often Docker restarted it. */
export async function running(container: string): Promise<{ started: string; restarts: number }> {
  const { stdout } = await execa("docker", [
    "inspect",
    "--format",
    "{{.State.StartedAt}} {{.RestartCount}}",
    container,
  ]);
  const [started = "", restarts = "0"] = stdout.split(" ");
  return { started, restarts: Number(restarts) };
}

/** Kills a container's service with SIGKILL, as the kernel does when memory is short: Docker did not ask for it. */
export async function killProcess(container: string): Promise<void> {
  const { stdout } = await execa("docker", ["inspect", "--format", "{{.State.Pid}}", container]);
  process.kill(Number(stdout), "SIGKILL");
}

/**
 * Address of this machine as containers reach it: that of Docker's own bridge. A daemon that made the bridge names its network only;
 * it took the first address of that.
 */
export async function hostAddress(): Promise<string> {
  const format = "{{with index .IPAM.Config 0}}{{.Gateway}} {{.Subnet}}{{end}}";
  const { stdout } = await execa("docker", ["network", "inspect", "bridge", "--format", format]);
  const [gateway = "", subnet = ""] = stdout.split(" ");
  return gateway === "" ? subnet.replace(/\d+\/\d+$/, "1") : gateway;
}
