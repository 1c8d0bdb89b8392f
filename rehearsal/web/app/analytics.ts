/** Loads the scripts that statistics are handed to. The real app does so once it has them all; nothing is handed to them here. */
export function loadScripts(urls: readonly string[]): void {
  for (const url of urls) {
    const script = document.createElement("script");
    script.src = url;
    script.async = true;
    document.head.append(script);
  }
}
