import type { Settings } from "../../settings/index.ts";

/** The timing of a picture on a monitor. */
export interface Mode {
  readonly name: string;
  /** Pixel clock, MHz. */
  readonly clock: number;
  readonly horizontal: readonly [shown: number, syncStart: number, syncEnd: number, total: number];
  readonly vertical: readonly [shown: number, syncStart: number, syncEnd: number, total: number];
}

/** Highest pixel clock of Xorg's dummy driver, MHz. */
const highestClock = 300;

/** Short pauses. Not VESA's reduced blanking, to the dot: Xorg knows it by its numbers, and wants the monitor's consent to it. */
const horizontalBlank = { front: 48, sync: 48, total: 192 } as const;
const verticalBlank = { front: 3, sync: 5, least: 14, seconds: 460e-6 } as const;

/**
 * The mode that shows a resolution, at 60 pictures a second, or at 30 where the driver's clock is not fast enough for that. It is
 * worked out, so that every size that can be recorded can be shown.
 */
export function modeOf(resolution: string): Mode {
  const [width = 0, height = 0] = resolution.split("x").map(Number);
  const fast = modeAt(resolution, width, height, 60);
  return fast.clock <= highestClock ? fast : modeAt(resolution, width, height, 30);
}

function modeAt(name: string, width: number, height: number, refresh: number): Mode {
  const lineSeconds = (1 / refresh - verticalBlank.seconds) / height;
  const blankLines = Math.max(verticalBlank.least, Math.ceil(verticalBlank.seconds / lineSeconds));
  const columns = width + horizontalBlank.total;
  const rows = height + blankLines;
  const [x, y] = [width + horizontalBlank.front, height + verticalBlank.front];
  return {
    name,
    clock: Math.ceil((columns * rows * refresh) / 10000) / 100,
    horizontal: [width, x, x + horizontalBlank.sync, columns],
    vertical: [height, y, y + verticalBlank.sync, rows],
  };
}

/** Line frequency of a mode, kHz. */
export function lineFrequency({ clock, horizontal }: Mode): number {
  return (clock * 1000) / horizontal[3];
}

/** Pictures a second of a mode, Hz. */
export function refreshRate(mode: Mode): number {
  return (lineFrequency(mode) * 1000) / mode.vertical[3];
}

/** Configuration of the recorder's X server, whose screen exists in memory only. Nothing in it is free text. */
export function xorgConfig({ resolution, display }: Settings["recording"]): string {
  const { clock, horizontal, vertical } = modeOf(resolution);
  const { horizontalSync, verticalRefresh } = display;
  const [width, height] = [horizontal[0], vertical[0]];
  return `Section "ServerFlags"
  Option "DontVTSwitch" "true"
  Option "AllowMouseOpenFail" "true"
  Option "AutoEnableDevices" "false"
  Option "AutoAddDevices" "false"
EndSection

Section "Device"
  Identifier "screen in memory"
  Driver "dummy"
  VideoRam 192000
EndSection

Section "Monitor"
  Identifier "monitor in memory"
  HorizSync ${String(horizontalSync.min)} - ${String(horizontalSync.max)}
  VertRefresh ${String(verticalRefresh.min)} - ${String(verticalRefresh.max)}
  Modeline "${resolution}" ${clock.toFixed(2)} ${horizontal.join(" ")} ${vertical.join(" ")} +hsync -vsync
EndSection

Section "Screen"
  Identifier "recorded screen"
  Device "screen in memory"
  Monitor "monitor in memory"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "${resolution}"
    Virtual ${String(width)} ${String(height)}
  EndSubSection
EndSection
`;
}
