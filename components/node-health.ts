/** Seconds that such a check may take: Node takes longer to start than curl, on a busy machine much longer. */
export const nodeHealthTimeout = 30;

/**
 * A health check for images that are not ours and have Node: nothing else in them asks an HTTP server. Prints why not.
 * @param good statuses of the answer that mean yes
 */
export function nodeHealth(name: string, url: string, good: readonly number[]): readonly string[] {
  const { pathname } = new URL(url);
  // It ends at the answer's first line: a connection that is kept would hold it longer than a check may take.
  const script = `const end = (why) => { if (why) console.log(${JSON.stringify(name)} + ": " + why); process.exit(why ? 1 : 0); };
require("http").get(${JSON.stringify(url)}, ({ statusCode: status }) => {
  end(${JSON.stringify(good)}.includes(status) ? "" : ${JSON.stringify(pathname)} + " answers " + status);
}).on("error", ({ message }) => end(message));`;
  return ["CMD", "node", "-e", script];
}
