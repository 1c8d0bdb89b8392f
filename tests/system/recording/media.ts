import type { Service } from "../images/service.ts";

/** What a film is made of. */
export interface Media {
  readonly streams: readonly Readonly<Record<string, unknown>>[];
  readonly seconds: number;
  /** Lightest minus darkest luminance of the picture in its middle, 0 to 255. */
  readonly contrast: number;
  /** Frames that differ from the one before. */
  readonly differentFrames: number;
  /** Mean volume, dB. */
  readonly loudness: number;
}

interface Probe {
  readonly streams: readonly Readonly<Record<string, unknown>>[];
  readonly format: { readonly duration: string };
}

async function run(service: Service, command: string): Promise<string> {
  const { code, stdout, stderr } = await service.exec("sh", "-c", command);
  if (code !== 0) {
    throw new Error(`${command}: ${stdout}${stderr}`);
  }
  return stdout + stderr;
}

/** Looks at the one film that the pattern names, with the container's own ffmpeg. */
export async function media(service: Service, pattern: string): Promise<Media> {
  const entries = "stream=codec_type,codec_name,width,height,sample_rate,r_frame_rate:format=duration";
  const probe = JSON.parse(
    await run(service, `ffprobe -v error -show_entries ${entries} -of json ${pattern}`),
  ) as Probe;
  const seconds = Number(probe.format.duration);
  const at = String(seconds / 2);
  const stats = await run(
    service,
    `ffmpeg -v info -ss ${at} -i ${pattern} -frames:v 1 -vf signalstats,metadata=print -f null - 2>&1`,
  );
  const luminance = (end: "YMIN" | "YMAX") => Number(new RegExp(`signalstats\\.${end}=(\\d+)`).exec(stats)?.[1]);
  const frames = await run(service, `ffmpeg -v error -i ${pattern} -map 0:v -f framemd5 - | grep -v '^#'`);
  const sums = frames.split("\n").map((line) => line.split(",").at(-1)?.trim());
  const volume = await run(service, `ffmpeg -v info -i ${pattern} -af volumedetect -vn -f null - 2>&1`);
  return {
    streams: probe.streams.map(({ codec_type, r_frame_rate, ...more }) => ({
      codec_type,
      ...more,
      ...(codec_type === "video" ? { r_frame_rate } : {}),
    })),
    seconds,
    contrast: luminance("YMAX") - luminance("YMIN"),
    differentFrames: new Set(sums).size,
    loudness: Number(/mean_volume: (-?[\d.]+) dB/.exec(volume)?.[1]),
  };
}
