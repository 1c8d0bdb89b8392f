import { broken, type Check, type Finding, warning } from "../finding.ts";

/** Tokens and TURN credentials bear times; a few seconds are forgiven. */
const forgivenSeconds = 5;

const effect = "tokens, TURN credentials and certificates are refused, or taken too long";
const setClock = "sudo timedatectl set-ntp true, or install chrony";

/** The stack's newest container cannot come from the future. */
function wentBack(now: number, created: readonly string[]): Finding[] {
  const newest = Math.max(...created.map((time) => Date.parse(time)), 0);
  return newest > now + forgivenSeconds * 1000
    ? [
        broken({
          problem: `the clock says ${new Date(now).toISOString()}, and containers were made at ${new Date(newest).toISOString()}`,
          effect,
          fix: setClock,
        }),
      ]
    : [];
}

export const clock: Check = {
  title: "Clock",
  run: async ({ machine, daemon, remote, containers }) => {
    const now = machine.now();
    const findings = wentBack(
      now,
      containers.map(({ Created }) => Created),
    );
    const apart = typeof daemon === "string" ? Number.NaN : Math.abs(Date.parse(daemon.time) - now) / 1000;
    if (remote !== undefined && apart > forgivenSeconds) {
      const problem = `the clocks of this machine and of ${remote} are ${apart.toFixed(0)} seconds apart`;
      findings.push(warning({ problem, effect, fix: `${setClock}, on both` }));
    }
    // Without systemd nobody tells; then nothing is said.
    const { ok, stdout } = await machine.run("timedatectl", "show", "--property=NTPSynchronized", "--value");
    if (remote === undefined && ok && stdout.trim() === "no") {
      findings.push(warning({ problem: "no time server keeps this machine's clock right", effect, fix: setClock }));
    }
    return findings;
  },
};
