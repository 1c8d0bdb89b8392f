/** Options of the embedding API that make sense without media. */
interface ApiOptions {
  readonly roomName?: string;
  readonly parentNode?: HTMLElement;
  readonly width?: string | number;
  readonly height?: string | number;
  readonly configOverwrite?: Readonly<Record<string, unknown>>;
  readonly userInfo?: { readonly displayName?: string };
}

/** REHEARSAL: the embedding API, as far as putting the page into a frame. Commands and events are not here. */
class JitsiMeetExternalAPI {
  readonly #frame: HTMLIFrameElement;

  constructor(domain: string, options: ApiOptions = {}) {
    this.#frame = document.createElement("iframe");
    this.#frame.src = `https://${domain}/${options.roomName ?? ""}#${fragment(options)}`;
    this.#frame.allow = "autoplay; camera; clipboard-write; display-capture; fullscreen; microphone";
    this.#frame.style.border = "0";
    this.#frame.style.width = size(options.width);
    this.#frame.style.height = size(options.height);
    (options.parentNode ?? document.body).append(this.#frame);
  }

  getIFrame(): HTMLIFrameElement {
    return this.#frame;
  }

  dispose(): void {
    this.#frame.remove();
  }
}

function fragment({ configOverwrite = {}, userInfo = {} }: ApiOptions): string {
  const config = Object.entries(configOverwrite).map(([key, value]) => [`config.${key}`, JSON.stringify(value)]);
  const user = Object.entries(userInfo).map(([key, value]) => [`userInfo.${key}`, JSON.stringify(value)]);
  return new URLSearchParams([...config, ...user]).toString();
}

function size(value: string | number | undefined): string {
  return typeof value === "number" ? `${String(value)}px` : (value ?? "100%");
}

const globals = window as unknown as Record<string, unknown>;
globals["JitsiMeetExternalAPI"] = JitsiMeetExternalAPI;

export {};
